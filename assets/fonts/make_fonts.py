#!/usr/bin/env python3
# SPDX-License-Identifier: MIT OR Apache-2.0
"""Make the fonts that Tieline embeds, from their published sources.

    python3 -m venv venv && venv/bin/pip install fonttools
    venv/bin/python make_fonts.py --source-sans DIR --noto DIR --cjk FILE --out DIR

--source-sans  folder with SourceSans3-Regular.ttf, -Semibold.ttf and -It.ttf
               (the TTF folder of the npm package `source-sans`)
--noto         folder with NotoSans{Arabic,Hebrew,Devanagari,Thai,Symbols,
               Symbols2,Math}-Regular.ttf
--cjk          NotoSansCJK-Regular.ttc, or one font file of Noto Sans CJK SC
--out          where the results go
--only WORD    make only the files whose name contains WORD
--check        make nothing, only check what is in --out

The same inputs and the same fontTools give the same bytes. Every run ends with
the check; the exit status is 1 when something is missing.
"""
import argparse
import sys
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

# --- what goes in: only what the source font has of these is kept -------------


def ranges(text):
    """'41-5A 61' -> a set of code points."""
    out = set()
    for part in text.split():
        first, _, last = part.partition("-")
        out.update(range(int(first, 16), int(last or first, 16) + 1))
    return out


TEXT = set().union(
    ranges("20-7E A0-17F 180-24F"),  # Latin, Latin-1, Extended-A, Extended-B
    ranges("1E00-1EFF"),  # Vietnamese, transliterations
    ranges("253 254 256 257 259 25B 263 268 269 26F 272 275 283 28A 28B 292"),
    ranges("2B9-2DD 300-36F"),  # modifier letters, combining marks
    ranges("370-3FF 1F00-1FFF"),  # Greek, with polytonic
    ranges("400-52F"),  # Cyrillic
    ranges("2000-200A 2010-2027 202F-205F FB01 FB02 FFFD"),  # spaces, punctuation
    ranges("2070-209F 20A0-20CF 2100-215F"),  # superscripts, currency, letterlike
    ranges("2190-21FF 2200-22FF 2300-23FF 25A0-25FF"),  # arrows, maths, keys, shapes
    ranges("2610 2611 2713 2714 2717 2718"),  # boxes and check marks
)
TEXT_FEATURES = "kern liga tnum lnum pnum mark mkmk ccmp locl case".split()

SPACE = ranges("20 A0")
JOINERS = ranges("200C 200D 25CC")
ARABIC = ranges("600-6FF 750-77F 8A0-8B4 FB50-FBB1 FDF2 FDFA FDFC FE70-FEFC") | SPACE | JOINERS
HEBREW = ranges("591-5F4 FB1D-FB4F") | SPACE | JOINERS
DEVANAGARI = ranges("900-97F A8E0-A8F1 A8FC-A8FF") | SPACE | JOINERS
THAI = ranges("E01-E5B") | SPACE | JOINERS

# Marks that the interface uses. The text face is asked first; what it lacks is
# taken from the Noto symbol fonts into one file, in the order of SYMBOL_SOURCES.
# U+25FB is the mark that egui draws for a character that no font has.
SYMBOLS = set(map(ord, (
    "✓✔✗✘✕✖☐☑☒"
    "●○◎◉◌■□▪▫◼◻◾◽◆◇◈⬥⬦⬡⬢⬣▲△▴▵▶▷▸▹▼▽▾▿◀◁◂◃★☆⬟⬠"
    "←↑→↓↔↕↖↗↘↙↩↪↰↱↲↳↵↶↷↺↻⇄⇅⇆⇐⇒⇔⇤⇥⇧⇨⟲⟳⟵⟶⟷⤢⤡⤴⤵"
    "⌘⌥⌃⌫⌦⏎⎋⏏⌕⌖⎘⎙⏸⏵⏴⏶⏷⏺⏹"
    "×÷±−≈≠≤≥∞√∈∉∋∩∪∅∧∨¬⊂⊃⊆⊇⊕⊗∴∵∝∥⊥∠⋮⋯⋱…☰"
    "⚠⚡⚐⚑⚙⚭⚮⚯⚲⛓⛶✎✏✂✚✱✳✶❖❯❮‼⁇"
    "🔍🔒🔓🖉🖍🖼🗀🗁🗂🗎🗑🗗🗕🗖🗙🕮🎞🎬"
    "①②③④⑤⑥⑦⑧⑨⑩"
)))
SYMBOL_SOURCES = ["Symbols2", "Symbols", "Math"]

# Characters in the traditional forms that names use and that neither GB 2312
# nor JIS X 0208 level 1 has, or that one would not expect there.
NAMES_TRADITIONAL = """
趙錢孫李周吳鄭王馮陳褚衛蔣沈韓楊朱秦尤許何呂施張孔曹嚴華金魏陶姜戚謝鄒喻柏水竇章雲蘇潘葛奚范彭郎魯韋昌馬
苗鳳花方俞任袁柳酆鮑史唐費廉岑薛雷賀倪湯滕殷羅畢郝鄔安常樂于時傅皮卞齊康伍余元卜顧孟平黃和穆蕭尹姚邵汪祁毛
禹狄米貝明臧計伏成戴談宋茅龐熊紀舒屈項祝董梁杜阮藍閔席季麻強賈路婁危江童顏郭梅盛林刁鍾徐邱駱高夏蔡田樊胡凌霍
虞萬支柯昝管盧莫經房裘繆干解應宗丁宣賁鄧郁單杭洪包諸左石崔吉鈕龔程嵇邢滑裴陸榮翁荀羊於惠甄麴家封芮羿儲靳汲邴
糜松井段富巫烏焦巴弓牧隗山谷車侯宓蓬全郗班仰秋仲伊宮寧仇欒暴甘鈄厲戎祖武符劉景詹束龍葉幸司韶郜黎薊薄印宿白懷
蒲邰從鄂索咸籍賴卓藺屠蒙池喬陰鬱胥能蒼雙聞莘黨翟譚貢勞逄姬申扶堵冉宰酈雍卻璩桑桂濮牛壽通邊扈燕冀郟浦尚農溫別
莊晏柴瞿閻充慕連茹習宦艾魚容向古易慎戈廖庾終暨居衡步都耿滿弘匡國文寇廣祿闕東歐殳沃利蔚越夔隆師鞏厙聶晁勾敖融
冷訾辛闞那簡饒空曾毋沙乜養鞠須豐巢關蒯相查後荊紅游竺權逯蓋益桓公萬俟司馬上官歐陽夏侯諸葛聞人東方赫連皇甫尉遲
澹臺淳于單于太叔申屠公孫仲孫軒轅令狐鍾離宇文長孫慕容鮮于閭丘司徒司空丌官司寇仉督子車顓孫端木巫馬公西漆雕樂正
壤駟公良拓跋夾谷宰父穀梁晉楚閆法汝鄢涂欽段干百里東郭南門呼延歸海羊舌微生岳帥緱亢況郈琴梁丘左丘東門西門
偉麗靜強軍勇傑濤輝剛鵬豔艷蘭鳳潔瑩雪玲嬌娟紅梅鑫寶慶貴財發興業達運順華國建設愛誠義禮智賢聖靈曉曦陽朧東儀亞
瑋瑤瓊環珮璽璿瑾蓮蘋薇韻頌穎頤顯馨騰驍駿驥鴻鶴鷗鸞麟齡齊龜龍嵐峯峰巒嶽澤瀾灣瀟濱淵漢溫滄淑澄潤濟聰聯職肅
鋒銘銳鋼錦鎮鎧鐵鑑鑒鏡錫鈞鉅鈴鑽釗鎔鏘纓綺綠緯繼續紹紀純縱線綱維綸經約絡給絲網績總
風飛養館飯餘電視節廠產務員圖團園場報學實寫寧審寬對導將專屬層島廳廣廟張後從應態懷戲戰擇擔據擴撥換揮損攝
數斷舊時晝曆會書條棟楊構樣樓標樞機權歡歲殘氣決況測滿漁漸為無爾牽狀獨獲獵環現瑪瓏異當療監盤眾礎禮種積穩穫窮競筆
範築簡糧糾細終結絕統綜緊練縣總織繪繫罰習聲聽腦臉臨臺與舉艦艷藝藥蘇處號蟲術補裝複規覺覽觀觸訂計訊討訓記訪設
許訴診評詞試詩話該詳認語誤說誰課調請論諾謀講謝證識警譯議護讀變讓豐財責貨販貫貧購貸貿費資賓賞質賣賽贈贊趕跡踐
車軌軟載較輔輕輛輪輯輸轄轉轟辦農這連週進遊運過達違遙遞遠適選遺還邁鄉鄰郵釋針銀銅錄錢鍵鏈鐘長門閃開間閣閱關
闆陣陰陳陸陽隊階際隨險隱隻雖雙雜雞離難靈頁頂項順預頓頗領頭頻題額顏願類顧顯飄飾驗驚體鬥魯鮮鳥鳴鹽麥麼點齒
灃灝瀚澍濬浚淼焱垚犇堃喆昇暐昺晳暘煒燁爍熾翃翎翊翮芃芷苡茜莛菁菡萱葳蒓薔鄺鄘郇邳邾鄲祐祜禕禛禎稷穠窈竑
竣筠箏簫紘絢綉緹縈羲翥耀聿胤舫艮芸茗荃菀蓁蓓蔓蕙蕓虔衍詠詡誼諭諤謙譽賁贇軾輿迪逸邇郢鄞醴釆鈺銓鋆錡鍇鎂鏞
""".split()


def rows(codec, first, last):
    """The characters in rows first..last of a 94 x 94 set, by its EUC codec."""
    out = set()
    for row in range(first, last + 1):
        for cell in range(1, 95):
            try:
                out.add(ord(bytes([0xA0 + row, 0xA0 + cell]).decode(codec)))
            except UnicodeDecodeError:
                pass
    return out


GB2312_1 = rows("gb2312", 16, 55)  # 3,755 hanzi
GB2312_2 = rows("gb2312", 56, 87)  # 3,008 hanzi: most of them live in names
JIS_1 = rows("euc_jp", 16, 47)  # 2,965 kanji, many of them traditional forms
TRADITIONAL = set(map(ord, "".join(NAMES_TRADITIONAL)))
KANA = ranges("3000-303F 3041-30FF 3105-312F 31F0-31FF 3231 3232 32A3 3220-3229 "
              "FF01-FF9F FFE0-FFE6 FE30-FE4F")
CJK = GB2312_1 | GB2312_2 | JIS_1 | TRADITIONAL | KANA

TEXT_FACES = {  # file: (source, style)
    "tieline-sans-regular.ttf": ("SourceSans3-Regular.ttf", "Regular"),
    "tieline-sans-semibold.ttf": ("SourceSans3-Semibold.ttf", "Semibold"),
    "tieline-sans-italic.ttf": ("SourceSans3-It.ttf", "Italic"),
}
SCRIPT_FACES = {  # file: (source, characters, features left out)
    "noto-sans-arabic.ttf": ("Arabic", ARABIC, {"aalt", "dlig"}),
    "noto-sans-hebrew.ttf": ("Hebrew", HEBREW, {"aalt", "dlig"}),
    "noto-sans-devanagari.ttf": ("Devanagari", DEVANAGARI, {"aalt"}),
    "noto-sans-thai.ttf": ("Thai", THAI, {"aalt"}),
}
SYMBOLS_FILE = "noto-sans-symbols.ttf"
CJK_FILE = "noto-sans-cjk-sc.otf"

# What must be drawable with the files together: --check reads this.
MUST = ("Ångström Łódź Đặng Αθήνα Москва 马云 阿里巴巴 馬雲 劉德華 東京 ひらがな カタカナ محمد بن سلمان "
        "ירושלים दिल्ली กรุงเทพ ✓ ✗ ● ■ ◆ ⬡ ▸ ▾ ◂ × ⌘ ⏎ ↵ ⇧ → ← ↑ ↓ … – — “ ” ‘ ’ « » € £ ¥ № ◻ ？ 「」 ・")

# --- how ------------------------------------------------------------------------


def make_subset(path, chars, features, number=-1, drop=()):
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(features)
    options.layout_scripts = ["*"]
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.font_number = number
    options.drop_tables += ["DSIG", "gasp", "BASE", "vhea", "vmtx", "VORG", *drop]
    font = subset.load_font(str(path), options)
    present = set()
    for table in font["cmap"].tables:
        if table.isUnicode():
            present.update(table.cmap)
    wanted = chars & present
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.cfg["fontTools.otlLib.optimize.gpos:COMPRESSION_LEVEL"] = 5
    names = font["name"]
    # Only the plain records: the names of stylistic sets have no use here.
    names.names = [n for n in names.names if n.nameID < 26 and n.platformID == 3]
    return font


def set_name(font, number, text):
    font["name"].setName(text, number, 3, 1, 0x409)


def same_line(font, ascent=1000, descent=-326):
    """Give a fallback font the line of the text face.

    egui centres the line of a fallback font on the line of the first font, so
    two fonts share a baseline only where ascent and descent are the same.
    """
    scale = font["head"].unitsPerEm / 1000
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent = os2.sTypoAscender = round(ascent * scale)
    hhea.descent = os2.sTypoDescender = round(descent * scale)
    hhea.lineGap = os2.sTypoLineGap = 0


def mark_subset(font):
    """The family keeps its name (nothing is reserved); the version says what was done."""
    version = font["name"].getDebugName(5).split(";")[0]
    set_name(font, 5, f"{version}; subset for Tieline, unhinted")


def save(font, path):
    font.recalcTimestamp = False
    font.save(path)
    print(f"{path.name}: {path.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters, "
          f"{len(font.getGlyphOrder()):,} glyphs")


def make_text(source, style, out):
    font = make_subset(source, TEXT, TEXT_FEATURES)
    version = font["name"].getDebugName(5).split(";")[0]
    # The licence reserves the name of the source: the subset takes another one.
    family = "Tieline Sans"
    postscript = f"TielineSans-{style}"
    for number in (16, 17):
        font["name"].removeNames(nameID=number)
    if style in ("Regular", "Italic"):
        set_name(font, 1, family)
        set_name(font, 2, style)
    else:
        set_name(font, 1, f"{family} {style}")
        set_name(font, 2, "Regular")
        set_name(font, 16, family)
        set_name(font, 17, style)
    set_name(font, 3, f"{version.split()[-1]};{postscript}")
    set_name(font, 4, f"{family} {style}" if style != "Regular" else family)
    set_name(font, 5, f"{version}; Tieline Sans subset")
    set_name(font, 6, postscript)
    set_name(font, 10, "A subset of Adobe's Source Sans 3, renamed as its licence asks.")
    font["OS/2"].achVendID = "NONE"
    save(font, out)


def make_script(source, chars, without, out):
    tags = set()
    original = TTFont(source)
    for table in ("GSUB", "GPOS"):
        if table in original:
            tags.update(r.FeatureTag for r in original[table].table.FeatureList.FeatureRecord)
    font = make_subset(source, chars, sorted(tags - without))
    same_line(font)
    mark_subset(font)
    save(font, out)


def make_symbols(noto, text_faces, out):
    left = SYMBOLS - set.intersection(*(set(TTFont(t).getBestCmap()) for t in text_faces))
    parts = []
    for name in SYMBOL_SOURCES:
        source = noto / f"NotoSans{name}-Regular.ttf"
        here = left & set(TTFont(source).getBestCmap())
        if not here:
            continue
        left -= here
        print(f"  from Noto Sans {name}: {''.join(map(chr, sorted(here)))}")
        part = make_subset(source, here | {0x20}, [], drop=("GSUB", "GPOS", "GDEF"))
        file = out.with_suffix(f".{name}.part")
        part.recalcTimestamp = False
        part.save(file)
        parts.append(file)
    if left:
        print(f"  in none of the sources: {''.join(map(chr, sorted(left)))}")
    notices = dict.fromkeys(TTFont(p)["name"].getDebugName(0) for p in parts)
    stamp = TTFont(parts[0])["head"].modified
    font = Merger().merge([str(p) for p in parts])
    for part in parts:
        part.unlink()
    for number in (16, 17, 25):
        font["name"].removeNames(nameID=number)
    set_name(font, 0, " ".join(notices))
    set_name(font, 10, "Marks from Noto Sans Symbols, Symbols2 and Math.")
    font["head"].created = font["head"].modified = stamp
    same_line(font)
    mark_subset(font)
    save(font, out)


def make_cjk(source, out):
    number = -1
    if source.suffix == ".ttc":
        number = next(i for i in range(64)
                      if TTFont(source, fontNumber=i)["name"].getDebugName(4) == "Noto Sans CJK SC")
    font = make_subset(source, CJK, [], number, drop=("GSUB", "GPOS", "GDEF"))
    same_line(font)
    mark_subset(font)
    save(font, out)


def check(out):
    files = [*TEXT_FACES, *SCRIPT_FACES, SYMBOLS_FILE, CJK_FILE]
    cmaps, bad = {}, False
    for file in files:
        font = TTFont(out / file)
        cmaps[file] = font.getBestCmap()
        names = font["name"]
        own = "".join(str(names.getDebugName(i)) for i in (1, 3, 4, 6, 16))
        if "Source" in own:
            print(f"{file}: carries the reserved name: {own}")
            bad = True
        if not (names.getDebugName(0) and names.getDebugName(13)):
            print(f"{file}: copyright or licence record is gone")
            bad = True
        line = (font["hhea"].ascent, font["hhea"].descent, font["head"].unitsPerEm)
        if line != (1000, -326, 1000):
            print(f"{file}: other line: {line}")
            bad = True
        if file in TEXT_FACES:
            widths = {font["hmtx"][cmaps[file][ord(c)]][0] for c in "0123456789"}
            if len(widths) > 1:
                print(f"{file}: the figures differ in width: {widths}")
                bad = True
    where = {}
    for c in [c for c in dict.fromkeys(MUST) if c != " "]:
        file = next((f for f in files if ord(c) in cmaps[f]), None)
        where.setdefault(file, []).append(c)
    for file, found in where.items():
        print(f"{file or 'IN NO FILE'}: {''.join(found)}")
    for name, chars in (("GB 2312", GB2312_1 | GB2312_2), ("JIS level 1", JIS_1), ("traditional", TRADITIONAL)):
        gone = chars - set(cmaps[CJK_FILE])
        if gone:
            print(f"{name}: missing {''.join(map(chr, sorted(gone)))}")
            bad = True
    uneven = set(cmaps["tieline-sans-regular.ttf"]) ^ set(cmaps["tieline-sans-italic.ttf"])
    uneven |= set(cmaps["tieline-sans-regular.ttf"]) ^ set(cmaps["tieline-sans-semibold.ttf"])
    if uneven:
        print(f"not in all three text faces: {''.join(map(chr, sorted(uneven)))}")
    return bad or None in where


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source-sans", type=Path)
    parser.add_argument("--noto", type=Path)
    parser.add_argument("--cjk", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if not args.check:
        args.out.mkdir(parents=True, exist_ok=True)
        if not (args.source_sans and args.noto and args.cjk):
            parser.error("--source-sans, --noto and --cjk are needed")
        for file, (source, style) in TEXT_FACES.items():
            if args.only in file:
                make_text(args.source_sans / source, style, args.out / file)
        for file, (source, chars, without) in SCRIPT_FACES.items():
            if args.only in file:
                make_script(args.noto / f"NotoSans{source}-Regular.ttf", chars, without, args.out / file)
        if args.only in SYMBOLS_FILE:
            make_symbols(args.noto, [args.out / f for f in TEXT_FACES], args.out / SYMBOLS_FILE)
        if args.only in CJK_FILE:
            make_cjk(args.cjk, args.out / CJK_FILE)
    sys.exit(1 if check(args.out) else 0)


if __name__ == "__main__":
    main()
