"""Looks at the report of a run as its readers do, in a real browser.

    report.py CHROMIUM WORK_FOLDER RUN_FOLDER PICTURES [--hostile PAGE]... [--large PAGE]
"""

import argparse
import json
import os
import statistics
import sys

import contrast
from listening import Tree
from page import Page
from steps import Steps, expect

# By day and by night; what lies below a page that paints no ground of its own.
SCHEMES = {"light": [1, 1, 1, 1], "dark": [0.07, 0.07, 0.07, 1]}

# Links and pictures may lead to these, and to nothing that acts.
SAFE = ("https:", "http:", "file:")


class Results:
    """What a run has found, from its results.json."""

    def __init__(self, folder):
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as file:
            document = json.load(file)
        self.rows = {row["id"]: row for row in document["requirements"]}
        self.exchanges = {exchange["number"]: exchange for exchange in document["exchanges"]}
        self.failures = {}
        for test in document["tests"]:
            for check in test["checks"]:
                for decision in check["decisions"]:
                    if decision["verdict"] == "failed":
                        self.failures.setdefault(check["id"], []).append(decision)


def plain(text):
    return " ".join(text.split())


# MARK: what every page keeps


def is_quiet(page):
    expect(not page.messages, f"the console says {page.messages[:3]}")
    expect(not page.requests, f"the page asks for {page.requests[:3]}")


def can_be_told(page):
    for scheme, canvas in SCHEMES.items():
        page.media(scheme=scheme)
        (least, text), count = contrast.weakest(page, canvas)
        expect(count > 5, f"only {count} pairs of colours were found")
        expect(least >= 4.5, f"{scheme}: '{text}' has a contrast of {least:.2f}")
    page.media()


def can_be_heard(page):
    tree = Tree(page)
    expect(len(tree.nodes) > 50, f"the tree has {len(tree.nodes)} nodes")
    expect(not tree.faults, "; ".join(tree.faults[:5]))
    unlabelled = page.ask(
        "return [...document.querySelectorAll('input, select, textarea')]"
        ".filter(e => !e.labels.length && !e.ariaLabel).map(e => e.outerHTML.slice(0, 80))"
    )
    expect(not unlabelled, f"no label: {unlabelled}")
    language = page.ask("document.documentElement.lang")
    expect(language, "the page does not say its language")


def fits(page, width, telephone=False):
    page.window(width, telephone=telephone)
    # Even when everything is unfolded.
    page.unfold()
    wide = page.ask("document.documentElement.scrollWidth")
    expect(wide <= width, f"the page is {wide} pixels wide in a window of {width}")


def leads_nowhere_else(page):
    links = page.ask("return [...new Set([...document.links].map(a => a.protocol))]")
    expect(set(links) <= set(SAFE), f"links of the kinds {links}")
    outside = page.ask(
        "return [...document.querySelectorAll("
        "'img,iframe,object,embed,video,audio,link,base,script[src],form[action],meta[http-equiv=refresh]'"
        ")].map(e => e.outerHTML.slice(0, 100))"
    )
    expect(not outside, f"the page holds {outside}")


# MARK: what a reader does


def keyboard(page, path):
    """From opening the page, the tabulator reaches the first failure and goes on inside it."""
    page.show(path)
    reached = None
    for count in range(1, 41):
        page.key("Tab")
        if page.ask("document.activeElement.getAttribute('href')") == "#f1":
            reached = count
            break
    expect(reached, "forty steps with the tabulator do not reach the first failure")
    outline = page.ask("getComputedStyle(document.activeElement).outlineStyle")
    expect(outline != "none", "what has the focus looks like what has not")
    page.key("Enter", text="\r")
    expect(page.ask("location.hash") == "#f1", "the enter key does not follow the link")
    page.key("Tab")
    inside = page.ask("!!document.activeElement.closest('#f1')")
    expect(inside, "the tabulator goes on elsewhere than in the failure")
    return reached


def visible(page, selector):
    """The text that a reader sees in an element, if it is in the window."""
    return plain(
        page.ask(
            f"const e = document.querySelector({json.dumps(selector)});"
            "const r = e.getBoundingClientRect();"
            "return r.top < innerHeight && r.bottom > 0 ? e.innerText : ''"
        )
    )


def two_clicks(page, path, results):
    """From opening the page, each failure shows clause, received value and request."""
    page.show(path)
    links = page.ask(
        "return [...document.querySelectorAll('#summary a[href^=\"#f\"]')]"
        ".map(a => a.getAttribute('href'))"
    )
    seen = 0
    for link in links:
        if not page.ask(f"document.querySelector('{link}').classList.contains('failed')"):
            continue
        page.show(path)
        page.click(f'#summary a[href="{link}"]')
        card = visible(page, link)
        identity = page.ask(f"document.querySelector('{link} .origin a').textContent")
        decision = results.failures.get(identity, [None])[0]
        expect(decision, f"{link} names the check '{identity}', which has not failed")
        row = results.rows.get(decision.get("requirement"))
        if row:
            expect(f"§{row['clause']}" in card, f"{link} does not name the clause {row['clause']}")
        mismatch = decision["mismatches"][0]
        received = plain(mismatch["received"])[:60]
        expect(received in card, f"{link} does not show what was received: {received}")
        number = mismatch.get("exchange")
        if number:
            request = results.exchanges[number]
            start = request["method"] + " /" + request["url"].split("/", 3)[-1]
            if start[:60] not in card:
                page.click(f'{link} a[href="#e{number}"]')
                card = visible(page, f"#e{number}")
            expect(start[:60] in card, f"two clicks do not lead from {link} to '{start}'")
        seen += 1
    expect(seen > 0, "the summary leads to no failure")
    return seen


def without_scripts(page, browser, work, path):
    """With scripts off the same is read out."""
    page.show(path)
    with_scripts = Tree(page).spoken
    other = Page(browser, os.path.join(work, "profile-without"), scripts=False)
    try:
        other.show(path)
        without = Tree(other).spoken
        messages = other.messages
    finally:
        other.close()
    expect(len(without) > 100, f"only {len(without)} texts are read out")
    missing = sorted(set(with_scripts) - set(without))
    # What a script adds is its own form; what it may not do is hide or reveal a fact.
    lost = sorted(set(without) - set(with_scripts))
    expect(not lost, f"scripts hide {lost[:5]}")
    allowed = page.ask("document.getElementById('filter')?.innerText ?? ''")
    missing = [text for text in missing if plain(text) not in plain(allowed)]
    expect(not missing, f"without scripts these are missing: {missing[:5]}")
    expect(not messages, f"the console says {messages[:3]}")
    return len(without)


def first_paint(page, path):
    """The median of five openings, in seconds."""
    times = []
    for _ in range(5):
        page.show(path)
        for _ in range(50):
            paint = page.ask(
                "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
            )
            if paint is not None:
                break
        expect(paint is not None, "the browser tells of no paint")
        times.append(paint / 1000)
    return statistics.median(times)


# MARK: pages by targets that mean harm


def nothing_acts(page, path):
    page.show(path)
    page.unfold()
    # Whatever waits for a pointer, a key or the focus gets it.
    page.ask(
        "document.querySelectorAll('*').forEach(e => { for (const kind of ['mouseover', 'focus',"
        " 'click', 'error', 'load', 'toggle', 'animationstart'])"
        " if (!e.closest('a, summary, button, form')) e.dispatchEvent(new Event(kind)); })"
    )
    ran = page.ask("typeof window.pwned")
    expect(ran == "undefined", "a script of the target ran")
    hidden = page.ask(
        "const found = document.documentElement.textContent"
        ".match(/[\\u202A-\\u202E\\u2066-\\u2069\\u0000-\\u0008\\u001B\\uFEFF]/);"
        "return found && found[0].charCodeAt(0).toString(16)"
    )
    expect(not hidden, f"the page holds the character U+{hidden}")
    harm = page.ask("document.documentElement.textContent.includes('pwned')")
    expect(harm, "the harmful texts are not shown at all")


# MARK: pictures


def pictures(page, path, folder):
    """What the page looks like on a desk, on a telephone and on paper."""
    page.show(path)
    for name, width, kind, scheme in [
        ("report-1280", 1280, "", "light"),
        ("report-1280-dark", 1280, "", "dark"),
        ("report-390", 390, "", "light"),
        ("report-print", 794, "print", "light"),
    ]:
        page.media(kind, scheme)
        page.window(width, height=1123 if kind else 900, telephone=width < 500)
        # Paper has margins, which a window has not.
        page.ask(f"document.body.style.padding = {json.dumps('57px' if kind else '')}")
        page.ask("scrollTo(0, 0)")
        page.screenshot(os.path.join(folder, name + ".png"))
    page.media()
    page.window(1280)
    page.ask("document.querySelector('#f1').scrollIntoView()")
    page.screenshot(os.path.join(folder, "report-finding.png"))


def look(step, options, page):
    path = os.path.join(options.run, "index.html")
    results = Results(options.run)
    page.window(1280)
    with step("the page opens without a word on the console and asks for nothing"):
        page.show(path)
        is_quiet(page)
        leads_nowhere_else(page)
    with step("the accessibility tree: names, headings in order, parts"):
        can_be_heard(page)
        page.unfold()
        can_be_heard(page)
    with step("every text has a contrast of 4.5 and more, by day and by night"):
        can_be_told(page)
    with step("no line is wider than a telephone"):
        page.show(path)
        fits(page, 390, telephone=True)
        is_quiet(page)
    page.window(1280)
    with step("the tabulator reaches the first failure"):
        print(f"           after {keyboard(page, path)} steps")
    with step("two clicks lead to clause, received value and request"):
        print(f"           of {two_clicks(page, path, results)} failures")
    with step("without scripts the same is read out"):
        print(f"           {without_scripts(page, options.browser, options.work, path)} texts")
    with step("pictures"):
        pictures(page, path, options.pictures)


def look_at_hostile(step, page, path):
    page.window(1280)
    name = os.path.basename(os.path.dirname(path))
    with step(f"{name}: nothing that a target sends acts"):
        nothing_acts(page, path)
        is_quiet(page)
        leads_nowhere_else(page)
    with step(f"{name}: nothing breaks the layout"):
        page.show(path)
        fits(page, 390, telephone=True)
        fits(page, 1280)
        can_be_heard(page)
        can_be_told(page)


def look_at_large(step, page, path):
    page.window(1280)
    with step("a large report is painted within a second"):
        median = first_paint(page, path)
        is_quiet(page)
        print(f"           first paint after {median:.2f} s, {os.path.getsize(path) / 1e6:.1f} MB")
        expect(median < 1, f"the first paint comes after {median:.2f} s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("browser")
    parser.add_argument("work")
    parser.add_argument("run")
    parser.add_argument("pictures")
    parser.add_argument("--hostile", action="append", default=[])
    parser.add_argument("--large")
    options = parser.parse_args()
    steps = Steps()
    page = Page(options.browser, os.path.join(options.work, "profile"))
    try:
        steps.run(look, options, page)
        for path in options.hostile:
            steps.run(look_at_hostile, page, path)
        if options.large:
            steps.run(look_at_large, page, options.large)
    finally:
        page.close()
    print(f"    {steps.done} steps done, {len(steps.failed)} failed")
    sys.exit(1 if steps.failed or not steps.done else 0)


if __name__ == "__main__":
    main()
