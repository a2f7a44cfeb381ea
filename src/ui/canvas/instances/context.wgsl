// The context layer on the graphics card: one quad for each tie and one for each mark, shaped as the mesh is that
// `context/mesh.rs` and `scene/pen.rs` make on the processor. Coordinates are in points, colours as they are shown
// (gamma, premultiplied). A test holds both pictures against each other.

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
    // How much is left of the colour of ties, and whether those thinner than a third of a pixel fade further.
    strength: f32,
    thins: f32,
    line_scale: f32,
    mark_scale: f32,
    least_width: f32,
    least_radius: f32,
    // Marks of a smaller radius are dots without a shape.
    speck: f32,
    // The row of `hidden` where ties begin.
    ties_from: u32,
    // 1: dithers; 2: writes light instead of gamma.
    flags: u32,
    ground: vec4<f32>,
    kinds: array<vec4<f32>, 9>,
    // For each shape: the number of its corners, how far they are from the middle, and the angle of the first.
    shapes: array<vec4<f32>, 8>,
};

@group(0) @binding(0) var<uniform> sight: Sight;
// Where each entity stands, in map units; very far away where it has no place.
@group(0) @binding(1) var places: texture_2d<f32>;
// A bit for each entity, and for each tie, that something else draws.
@group(0) @binding(2) var hidden: texture_2d<u32>;

const PLACES_IN_ROW: u32 = 2048u;
const BITS_IN_ROW: u32 = 32768u;
const NOWHERE: f32 = 1e29;
// Of marks (`draw_rimmed`): the width of the rim, and the largest mark without one.
const RIM: f32 = 1.5;
const BARE: f32 = 3.0;
const TAU: f32 = 6.283185307179586;
const CIRCLE: u32 = 0u;
const SQUARE: u32 = 1u;
const SPECK: u32 = 8u;

fn place_of(id: u32) -> vec2<f32> {
    return textureLoad(places, vec2<i32>(i32(id % PLACES_IN_ROW), i32(id / PLACES_IN_ROW)), 0).xy;
}

fn is_hidden(id: u32, row: u32) -> bool {
    let at = vec2<i32>(i32((id % BITS_IN_ROW) / 32u), i32(row + id / BITS_IN_ROW));
    return ((textureLoad(hidden, at, 0).x >> (id % 32u)) & 1u) == 1u;
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
    @location(1) id: u32,
    @location(2) width: f32,
    @location(3) color: u32,
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
    // The highest bit of the id says that the tie is drawn before the rest.
    var strength = 1.0;
    if (id >> 31u) == 0u {
        if is_hidden(id, sight.ties_from) {
            return out;
        }
        strength = sight.strength;
        if sight.thins > 0.5 {
            strength *= clamp(3.0 * (width * sight.zoom / sight.pixel), 0.3, 1.0);
        }
    }
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
    @location(1) @interpolate(flat) radius: f32,
    @location(2) @interpolate(flat) shape: u32,
    // The number of corners, how far they are from the middle, the angle of the first, what a step out measures.
    @location(3) @interpolate(flat) corners: vec4<f32>,
    @location(4) @interpolate(flat) color: vec4<f32>,
};

// As many corners as the mesh gives a circle.
fn roundness(pixels: f32) -> f32 {
    if pixels < 2.5 {
        return 8.0;
    } else if pixels < 7.0 {
        return 12.0;
    } else if pixels < 14.0 {
        return 16.0;
    } else if pixels < 40.0 {
        return 24.0;
    }
    return 48.0;
}

@vertex
fn mark_vertex(
    @builtin(vertex_index) corner: u32,
    @location(0) id: u32,
    @location(1) radius: f32,
    @location(2) look: u32,
) -> Mark {
    var out: Mark;
    out.position = vec4<f32>(2.0, 2.0, 0.0, 1.0);
    out.at = vec2<f32>(0.0);
    out.radius = 0.0;
    out.shape = SPECK;
    out.corners = vec4<f32>(0.0);
    out.color = vec4<f32>(0.0);
    let place = place_of(id);
    if abs(place.x) > NOWHERE || is_hidden(id, 0u) {
        return out;
    }
    let center = screen_from_map(place);
    out.radius = max(radius * sight.mark_scale, sight.least_radius);
    let reach = out.radius + 2.0;
    if any(center < sight.area_min - reach) || any(center > sight.area_max + reach) {
        return out;
    }
    out.shape = look & 255u;
    out.color = sight.kinds[(look >> 8u) & 255u];
    out.corners = vec4<f32>(sight.shapes[out.shape].xyz, 1.0);
    if out.radius < sight.speck {
        out.shape = SPECK;
        out.corners.y = 1.273;
    } else if out.shape == CIRCLE {
        // The edge of a circle softens away from its middle, that of a polygon away from its sides.
        out.corners.x = roundness(out.radius / sight.pixel);
        out.corners.w = cos(TAU / out.corners.x / 2.0);
    }
    let side = vec2<f32>(select(-1.0, 1.0, (corner & 1u) == 1u), select(-1.0, 1.0, corner >= 2u));
    out.at = side * (out.radius * out.corners.y + 2.0 * (RIM + sight.pixel));
    out.position = position(center + out.at);
    return out;
}

// How far a point is out of a shape.
fn outside(in: Mark) -> f32 {
    if in.shape == SPECK {
        let q = abs(in.at) - 0.9 * in.radius;
        return max(q.x, q.y);
    }
    if in.shape == SQUARE {
        let half = 0.886 * in.radius;
        if in.radius <= BARE {
            let q = abs(in.at) - half;
            return max(q.x, q.y);
        }
        let rounding = floor(clamp(0.22 * in.radius, 0.0, 8.0));
        let q = abs(in.at) - (half - rounding);
        return length(max(q, vec2<f32>(0.0))) + min(max(q.x, q.y), 0.0) - rounding;
    }
    let sector = TAU / in.corners.x;
    let turned = atan2(in.at.y, in.at.x + select(0.0, 1e-9, all(in.at == vec2<f32>(0.0)))) - in.corners.z;
    let angle = turned - sector * floor(turned / sector) - sector / 2.0;
    let side = in.radius * in.corners.y * cos(sector / 2.0);
    return (length(in.at) * cos(angle) - side) / in.corners.w;
}

@fragment
fn mark_fragment(in: Mark) -> @location(0) vec4<f32> {
    let half = 0.5 * sight.pixel;
    let out = outside(in);
    if in.radius <= BARE {
        var inset = half;
        if in.shape == SPECK {
            inset = min(half, 0.9 * in.radius);
        } else if in.shape == CIRCLE {
            inset = min(half, in.radius);
        }
        return shown(in.color * clamp((half - out) / (inset + half), 0.0, 1.0), in.position);
    }
    let color = mix(in.color, sight.ground, clamp((out + half) / sight.pixel, 0.0, 1.0));
    return shown(color * clamp(1.0 - (out - half) / RIM, 0.0, 1.0), in.position);
}
