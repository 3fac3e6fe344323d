"""How well every text of a page can be told from its ground."""

import re

# Each pair of colours that occurs, with one text that has it. A text's ground is what lies below
# it in its ancestors; pictures paint text with their fill.
PAIRS = """
const seen = {};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode()); ) {
  const text = node.data.trim();
  const element = node.parentElement;
  if (!text || !element.checkVisibility({visibilityProperty: true})) continue;
  if (element.closest('title, desc, script, style')) continue;
  const style = getComputedStyle(element);
  const color = element instanceof SVGElement ? style.fill : style.color;
  const grounds = [];
  let opacity = 1;
  for (let e = element; e; e = e.parentElement) {
    const s = getComputedStyle(e);
    opacity *= Number(s.opacity);
    grounds.push(e instanceof SVGElement ? 'rgba(0, 0, 0, 0)' : s.backgroundColor);
  }
  const key = [color, opacity, ...grounds].join('|');
  seen[key] ??= {color, opacity, grounds, text: text.slice(0, 60)};
}
return Object.values(seen);
"""


def parse(color):
    """Red, green, blue and alpha from 0 to 1."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", color)]
    if color.startswith("rgb"):
        return [*(number / 255 for number in numbers[:3]), *(numbers[3:] or [1])]
    if color.startswith("color(srgb"):
        return [*numbers[:3], *(numbers[3:] or [1])]
    raise ValueError(f"the colour {color} is in no form that is known here")


def over(above, below):
    """What is seen of one colour above another."""
    return [a * above[3] + b * (1 - above[3]) for a, b in zip(above[:3], below)] + [1]


def luminance(color):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def weakest(page, canvas):
    """The least ratio on the page, and the text that has it; `canvas` lies below everything."""
    found = []
    for pair in page.ask(PAIRS):
        ground = canvas
        for layer in reversed(pair["grounds"]):
            ground = over(parse(layer), ground)
        ink = parse(pair["color"])
        ink[3] *= pair["opacity"]
        found.append((ratio(over(ink, ground), ground), pair["text"]))
    return min(found), len(found)
