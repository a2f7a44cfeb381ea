// The context layer on the graphics card: one quad for each tie and one for each mark, as `context/mesh.rs` makes them on
// the processor. Coordinates are in points, colours as they are shown (gamma, premultiplied). A test holds both pictures
// against each other.

struct Sight {
    // Of the window, in points.
    screen: vec2<f32>,
    // The middle of the map's area in the window, and what stands there of the map.
    middle: vec2<f32>,
    center: vec2<f32>,
    area_min: vec2<f32>,
    area_max: vec2<f32>,
    zoom: f32,
    // The width of a pixel.
    pixel: f32,
    // How much is left of the colour of ties.
    strength: f32,
    line_scale: f32,
    least_width: f32,
    // How much is left of a tie for each pixel of its true width, and at least.
    thinness: f32,
    least_thinness: f32,
    mark_scale: f32,
    least_radius: f32,
    // The largest mark without a rim, and the width of the rim.
    bare: f32,
    rim: f32,
    // 1: dithers; 2: writes light instead of gamma.
    flags: u32,
    ground: vec4<f32>,
    kinds: array<vec4<f32>, 9>,
};

// A picture of a mark: where it is in the texture, half its width there and, for a radius of 1, on the screen, and the
// radius of the largest mark that it is for, in pixels.
struct Picture {
    middle: vec2<f32>,
    half: vec2<f32>,
    reach: f32,
    most: f32,
    unused: vec2<f32>,
};

@group(0) @binding(0) var<uniform> sight: Sight;
// Where each entity stands, in map units; very far away where it has no place.
@group(0) @binding(1) var places: texture_2d<f32>;
// For each shape, its pictures from small to large.
@group(0) @binding(2) var<uniform> album: array<Picture, 96>;
@group(0) @binding(3) var pictures: texture_2d<f32>;
@group(0) @binding(4) var smooth_sampler: sampler;

const PLACES_IN_ROW: u32 = 2048u;
const NOWHERE: f32 = 1e29;
const SIZES: u32 = 12u;

fn place_of(id: u32) -> vec2<f32> {
    return textureLoad(places, vec2<i32>(i32(id % PLACES_IN_ROW), i32(id / PLACES_IN_ROW)), 0).xy;
}

fn screen_from_map(place: vec2<f32>) -> vec2<f32> {
    return sight.middle + (place - sight.center) * sight.zoom;
}

fn position(at: vec2<f32>) -> vec4<f32> {
    return vec4<f32>(2.0 * at.x / sight.screen.x - 1.0, 1.0 - 2.0 * at.y / sight.screen.y, 0.0, 1.0);
}

// Fades a colour and rounds it to whole steps, as the processor does.
fn faded(color: vec4<f32>, left: f32) -> vec4<f32> {
    return floor(color * left * 255.0 + 0.5) / 255.0;
}

// Interleaved gradient noise (Jimenez 2014), which egui adds to whatever it draws so that no bands are seen.
fn dithered(color: vec3<f32>, pixel: vec2<f32>) -> vec3<f32> {
    let noise = fract(52.9829189 * fract(dot(pixel, vec2<f32>(0.06711056, 0.00583715))));
    return color + (noise - 0.5) * 0.95 / 255.0;
}

fn light(color: vec3<f32>) -> vec3<f32> {
    let low = color / 12.92;
    let high = pow((max(color, vec3<f32>(0.0)) + 0.055) / 1.055, vec3<f32>(2.4));
    return select(high, low, color < vec3<f32>(0.04045));
}

fn shown(color: vec4<f32>, pixel: vec4<f32>) -> vec4<f32> {
    var rgb = color.rgb;
    if (sight.flags & 1u) != 0u {
        rgb = dithered(rgb, pixel.xy);
    }
    if (sight.flags & 2u) != 0u {
        rgb = light(rgb);
    }
    return vec4<f32>(rgb, color.a);
}

// Ties.

struct Line {
    @builtin(position) position: vec4<f32>,
    // From the middle of the line, across it.
    @location(0) across: f32,
    // So far it is of full colour, and so far of any.
    @location(1) @interpolate(flat) core: f32,
    @location(2) @interpolate(flat) rim: f32,
    @location(3) @interpolate(flat) color: vec4<f32>,
};

@vertex
fn line_vertex(
    @builtin(vertex_index) corner: u32,
    @location(0) ends: vec2<u32>,
    @location(1) width: f32,
    @location(2) color: u32,
) -> Line {
    var out: Line;
    out.position = vec4<f32>(2.0, 2.0, 0.0, 1.0);
    out.across = 0.0;
    out.core = 0.0;
    out.rim = 1.0;
    out.color = vec4<f32>(0.0);
    let places = array<vec2<f32>, 2>(place_of(ends.x), place_of(ends.y));
    if max(abs(places[0].x), abs(places[1].x)) > NOWHERE {
        return out;
    }
    let a = screen_from_map(places[0]);
    let b = screen_from_map(places[1]);
    if any(min(a, b) > sight.area_max) || any(max(a, b) < sight.area_min) {
        return out;
    }
    // One that would be thinner than a third of a pixel fades.
    let thinness = clamp(sight.thinness * (width * sight.zoom / sight.pixel), sight.least_thinness, 1.0);
    let strength = sight.strength * thinness;
    // A line thinner than a pixel covers a part of it.
    let wanted = max(width * sight.line_scale, sight.least_width);
    let cover = min(wanted / sight.pixel, 1.0);
    let drawn = max(wanted, sight.pixel);
    var full = faded(unpack4x8unorm(color), strength);
    if cover < 1.0 {
        full = faded(full, cover);
    }
    let core = (drawn - sight.pixel) / 2.0;
    out.core = select(core, 0.0, core < 0.05 * sight.pixel);
    out.rim = (drawn + sight.pixel) / 2.0;
    out.color = full;
    let along = b - a;
    let normal = vec2<f32>(along.y, -along.x) / max(length(along), 1e-6);
    let side = select(-1.0, 1.0, (corner & 1u) == 1u);
    out.across = side * out.rim;
    out.position = position(select(a, b, corner >= 2u) + normal * out.across);
    return out;
}

@fragment
fn line_fragment(in: Line) -> @location(0) vec4<f32> {
    let soft = clamp((in.rim - abs(in.across)) / (in.rim - in.core), 0.0, 1.0);
    return shown(in.color * soft, in.position);
}

// Marks.

struct Mark {
    @builtin(position) position: vec4<f32>,
    // From the middle of the mark.
    @location(0) at: vec2<f32>,
    // The middle of the picture in the texture, and what a point is there; then how far it reaches on the screen.
    @location(1) @interpolate(flat) fill: vec4<f32>,
    @location(2) @interpolate(flat) rim: vec4<f32>,
    @location(3) @interpolate(flat) reach: vec2<f32>,
    @location(4) @interpolate(flat) color: vec4<f32>,
};

// The picture for a mark of a shape and radius: the smallest that is large enough.
fn picture_of(shape: u32, radius: f32) -> Picture {
    var at = shape * SIZES;
    let last = at + SIZES - 1u;
    while at < last && album[at].most < radius / sight.pixel {
        at += 1u;
    }
    return album[at];
}

@vertex
fn mark_vertex(
    @builtin(vertex_index) corner: u32,
    @location(0) id: u32,
    @location(1) radius_in_map: f32,
    @location(2) look: u32,
) -> Mark {
    var out: Mark;
    out.position = vec4<f32>(2.0, 2.0, 0.0, 1.0);
    out.at = vec2<f32>(0.0);
    out.fill = vec4<f32>(0.0);
    out.rim = vec4<f32>(0.0);
    out.reach = vec2<f32>(0.0);
    out.color = vec4<f32>(0.0);
    let place = place_of(id);
    if abs(place.x) > NOWHERE {
        return out;
    }
    let center = screen_from_map(place);
    let radius = max(radius_in_map * sight.mark_scale, sight.least_radius);
    if any(center < sight.area_min - (radius + 2.0)) || any(center > sight.area_max + (radius + 2.0)) {
        return out;
    }
    let shape = look & 255u;
    out.color = sight.kinds[(look >> 8u) & 255u];
    let fill = picture_of(shape, radius);
    out.reach.x = fill.reach * radius;
    out.fill = vec4<f32>(fill.middle, fill.half / out.reach.x);
    if radius > sight.bare {
        let rim = picture_of(shape, radius + sight.rim);
        out.reach.y = rim.reach * (radius + sight.rim);
        out.rim = vec4<f32>(rim.middle, rim.half / out.reach.y);
    }
    let side = vec2<f32>(select(-1.0, 1.0, (corner & 1u) == 1u), select(-1.0, 1.0, corner >= 2u));
    out.at = side * max(out.reach.x, out.reach.y);
    out.position = position(center + out.at);
    return out;
}

// How much of a pixel a picture covers.
fn covered(at: vec2<f32>, place: vec4<f32>, reach: f32) -> f32 {
    let texel = textureSampleLevel(pictures, smooth_sampler, place.xy + at * place.zw, 0.0).x;
    return select(0.0, texel, max(abs(at.x), abs(at.y)) < reach);
}

@fragment
fn mark_fragment(in: Mark) -> @location(0) vec4<f32> {
    let fill = in.color * covered(in.at, in.fill, in.reach.x);
    let rim = sight.ground * covered(in.at, in.rim, in.reach.y);
    return shown(fill + rim * (1.0 - fill.a), in.position);
}
