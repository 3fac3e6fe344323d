/// How every page looks: by day, by night, on a small screen and on paper.
///
/// Pictures take their colours from the same names. Text keeps a contrast of 4.5 to 1 or more against
/// every ground it stands on.
enum StyleSheet {
  static let markup = HTMLText.joined([colours, frame, summary, findings, lists, small, paper])

  private static let colours: HTMLText = """
    :root { color-scheme: light dark;
      --ground: #ffffff; --panel: #f4f6f8; --line: #d9dfe5; --ink: #1a2027; --dim: #55606c;
      --accent: #0a58a6; --ok: #17733f; --bad: #b3241c; --warn: #855600; --open: #5a54a4;
      --rest: #66717d; --ok-ground: #e5f3ea; --bad-ground: #fceae8; --warn-ground: #fbf1d9;
      --open-ground: #eeedf9; --rest-ground: #eceff2; --mark: #ffe08a; }
    @media (prefers-color-scheme: dark) { :root {
      --ground: #13171b; --panel: #1b2127; --line: #323b44; --ink: #e3e8ed; --dim: #a0abb6;
      --accent: #82b9f4; --ok: #62cb90; --bad: #ff8f86; --warn: #e3b457; --open: #b5b2f3;
      --rest: #9aa6b2; --ok-ground: #16291f; --bad-ground: #3a1f1d; --warn-ground: #332912;
      --open-ground: #262540; --rest-ground: #252c33; --mark: #6b5310; } }

    """

  private static let frame: HTMLText = """
    * { box-sizing: border-box; }
    html { scroll-padding-top: 3.5rem; -webkit-text-size-adjust: 100%; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
    code, pre, .log td:nth-child(2) { font-family: ui-monospace, "SF Mono", Menlo, Consolas,
      "DejaVu Sans Mono", monospace; font-size: 0.86em; }
    body, code, td, th, dd, li, p, summary, h1, h2, h3, h4 { overflow-wrap: anywhere; }
    a { color: var(--accent); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
    a:hover { text-decoration-thickness: 2px; }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
    :target { background: var(--mark); }
    .skip { position: absolute; left: -100vw; top: 0; padding: 0.5rem 1rem; z-index: 3;
      background: var(--ground); }
    .skip:focus { left: 0; }
    .top { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0 2rem;
      align-items: baseline; padding: 0.5rem max(1rem, calc(50vw - 36rem));
      background: var(--ground); border-bottom: 1px solid var(--line); }
    .brand { margin: 0; font-weight: 650; }
    .brand span { font-weight: 400; color: var(--dim); }
    nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0;
      list-style: none; }
    main, footer { max-width: 74rem; margin: 0 auto; padding: 0 1rem; }
    footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-bottom: 2rem;
      color: var(--dim); }
    h1, h2, h3, h4, h5 { line-height: 1.25; margin: 1.6em 0 0.5em; text-wrap: pretty; }
    h1 { font-size: 1.9rem; letter-spacing: -0.01em; margin: 0; }
    h2 { font-size: 1.3rem; margin-top: 2.2em; }
    main > section > h2:first-child { font-size: 1.6rem; border-top: 1px solid var(--line);
      padding-top: 1.2em; }
    h3 { font-size: 1.05rem; }
    h4 { font-size: 1rem; margin: 0 0 0.4em; }
    h5 { font-size: 0.86rem; margin: 0.9em 0 0.3em; }
    p { margin: 0.5em 0; }
    .dim { color: var(--dim); font-weight: 400; }
    .unprinted { display: none; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; }
    mark { background: var(--mark); color: inherit; border-radius: 2px; }
    table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; color: var(--dim); font-size: 0.86rem; padding: 0.3em 0; }
    th, td { text-align: left; vertical-align: top; padding: 0.3em 0.6em 0.3em 0;
      border-bottom: 1px solid var(--line); font-weight: 400; }
    thead th { color: var(--dim); font-size: 0.8rem; }
    summary { cursor: pointer; }

    """

  private static let summary: HTMLText = """
    .outcome { margin: 1.5rem 0 0; padding: 1.1rem 1.3rem; border-left: 5px solid;
      border-radius: 3px; }
    .outcome p { margin: 0.4em 0 0; color: var(--ink); }
    .outcome.ok { border-color: var(--ok); background: var(--ok-ground); }
    .outcome.bad { border-color: var(--bad); background: var(--bad-ground); }
    .outcome.warn { border-color: var(--warn); background: var(--warn-ground); }
    .outcome.open { border-color: var(--open); background: var(--open-ground); }
    dl { margin: 0; } dd { margin: 0; }
    .identity { display: flex; flex-wrap: wrap; gap: 0.4rem 2.2rem; margin: 1rem 0; }
    .identity dt, .tiles dt { color: var(--dim); font-size: 0.8rem; }
    .tiles { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 1.2rem 0; }
    .tiles div { flex: 1 1 7.5rem; display: flex; flex-direction: column-reverse;
      padding: 0.5rem 0.8rem; border-radius: 3px; background: var(--panel);
      border-top: 3px solid var(--rest); }
    .tiles dd { white-space: nowrap; font-size: 1.6rem; line-height: 1.2; font-weight: 600;
      font-variant-numeric: tabular-nums; }
    .tiles small { font-size: 0.8rem; font-weight: 400; color: var(--dim); margin-left: 0.4rem; }
    .tiles .all { border-color: var(--ink); } .tiles .ok { border-color: var(--ok); }
    .tiles .bad { border-color: var(--bad); } .tiles .warn { border-color: var(--warn); }
    .tiles .open { border-color: var(--open); }
    .tiles .ok dd { color: var(--ok); } .tiles .bad dd { color: var(--bad); }
    .tiles .warn dd { color: var(--warn); } .tiles .open dd { color: var(--open); }
    .wrong, .people, .doctor { padding-left: 0; list-style: none; }
    .wrong li, .people li, .doctor li { padding: 0.25em 0; border-bottom: 1px solid var(--line); }
    .wide { overflow-x: auto; }
    .clauses th:first-child { min-width: 11rem; }
    .clauses th, .clauses td { padding-top: 0.16em; padding-bottom: 0.16em; }
    .clauses td:nth-child(n + 2) { width: 6.2em; }
    .clauses td, .clauses thead th:not(:first-child) { text-align: right;
      font-variant-numeric: tabular-nums; white-space: nowrap; }
    .clauses .document th { font-weight: 650; padding-top: 1em; }
    .clauses .none { color: var(--dim); }
    .clauses .bad { color: var(--bad); font-weight: 650; }
    .clauses .warn { color: var(--warn); font-weight: 650; }
    .clauses .open { color: var(--open); }
    .spark .ok { fill: var(--ok); } .spark .bad { fill: var(--bad); }
    .spark .warn { fill: var(--warn); } .spark .open { fill: var(--open); }
    figure { margin: 1.2rem 0; }
    figcaption { color: var(--dim); font-size: 0.86rem; padding: 0.3em 0; }
    figure svg { display: block; max-width: 100%; }

    """

  private static let findings: HTMLText = """
    .chip { display: inline-block; padding: 0 0.5em; border-radius: 3px; font-size: 0.8rem;
      font-weight: 600; line-height: 1.55; background: var(--rest-ground); color: var(--ink);
      white-space: nowrap; font-family: system-ui, sans-serif; }
    .chip.passed { background: var(--ok-ground); color: var(--ok); }
    .chip.failed, .chip.harnessFault, .chip.setupFault { background: var(--bad-ground);
      color: var(--bad); }
    .chip.warned { background: var(--warn-ground); color: var(--warn); }
    .chip.untestable, .chip.inconclusive, .chip.review { background: var(--open-ground);
      color: var(--open); }
    .finding { margin: 0.9rem 0; padding: 0.9rem 1.1rem; border: 1px solid var(--line);
      border-left: 4px solid var(--open); border-radius: 3px; content-visibility: auto;
      contain-intrinsic-size: auto 240px; }
    .finding:target, .test:target, .exchange:target { background: none;
      outline: 2px solid var(--accent); }
    .finding.failed, .finding.setupFault, .finding.harnessFault { border-left-color: var(--bad); }
    .finding.warned { border-left-color: var(--warn); }
    .cause { margin: 0.4rem 0; padding: 0.35rem 0.8rem; border: 1px solid var(--line);
      border-left: 4px solid var(--open); border-radius: 3px; }
    .cause .finding { border-width: 1px 0 0; padding: 0.8rem 0; }
    .cause h4 { font-weight: 500; }
    .rows { margin: 0.3em 0; padding: 0; list-style: none; }
    .rows li { padding: 0.1em 0; }
    .level { font-size: 0.74rem; letter-spacing: 0.03em; color: var(--dim);
      border: 1px solid var(--line); border-radius: 3px; padding: 0 0.35em; white-space: nowrap; }
    .compare { table-layout: fixed; margin: 0.7rem 0; background: var(--panel); }
    .compare th, .compare td { width: 50%; padding: 0.4em 0.7em; }
    .compare thead th { border-bottom: 1px solid var(--line); }
    .origin div { display: flex; gap: 0 0.9rem; padding: 0.12em 0; }
    .origin dt { flex: 0 0 8.5rem; color: var(--dim); }
    .origin .next dd { font-weight: 600; }
    .others { columns: 22rem; margin: 0.4em 0; padding-left: 1.2em; }
    details > summary { padding: 0.2em 0; }
    .exchange { margin: 0.8rem 0 0; padding: 0.5rem 0.8rem 0.8rem; border-radius: 3px;
      background: var(--panel); }
    .exchange .status { font-weight: 650; }
    .facts { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin: 0.3em 0; padding: 0;
      list-style: none; color: var(--dim); font-size: 0.86rem; }
    .odd { border-left: 3px solid var(--warn); padding-left: 0.6rem; }
    .messages { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 0 1.2rem; }
    .messages h5 { margin-top: 0.6em; }
    pre { margin: 0.3em 0; padding: 0.5rem 0.7rem; background: var(--ground);
      border: 1px solid var(--line); border-radius: 3px; white-space: pre-wrap;
      overflow-wrap: anywhere; max-height: 34rem; overflow: auto; line-height: 1.45; }
    pre.head { border-left: 3px solid var(--line); }
    pre b { font-weight: 600; background: var(--warn-ground); color: var(--warn);
      border-radius: 2px; }
    pre i { color: var(--dim); }

    """

  private static let lists: HTMLText = """
    .controls { display: flex; flex-wrap: wrap; gap: 0.5rem 1.2rem; align-items: baseline;
      margin: 0.8rem 0; }
    .controls[hidden] { display: none; }
    .controls select, .controls input { font: inherit; color: inherit; background: var(--ground);
      border: 1px solid var(--dim); border-radius: 3px; padding: 0.2em 0.4em; max-width: 100%; }
    .group, .leaf, .test { content-visibility: auto; }
    .group { contain-intrinsic-size: auto 900px; }
    .leaf { contain-intrinsic-size: auto 6500px; }
    .test { contain-intrinsic-size: auto 150px; }
    .group[hidden], tr[hidden] { display: none; }
    .matrix { table-layout: fixed; }
    .matrix th:first-child { width: 58%; }
    .matrix p { margin: 0.15em 0; }
    .matrix tr.failed th { border-left: 3px solid var(--bad); padding-left: 0.5rem; }
    .matrix tr.warned th { border-left: 3px solid var(--warn); padding-left: 0.5rem; }
    .checks { display: flex; flex-wrap: wrap; gap: 0 0.9em; margin: 0.2em 0 0; padding: 0;
      list-style: none; font-size: 0.86rem; }
    .checks a, .origin a code, .by { text-decoration-color: var(--line); }
    .test { border-bottom: 1px solid var(--line); padding-bottom: 0.4rem; }
    .test h3 { margin: 0.8em 0 0; font-weight: 600; }
    .test h3 code { font-weight: 400; color: var(--dim); }
    .test p { margin: 0.1em 0; font-size: 0.86rem; }
    .test ol { margin: 0.3em 0; padding-left: 2.2em; }
    .test li { padding: 0.1em 0; }
    .test li .dim { font-size: 0.86rem; }
    .log { table-layout: fixed; font-size: 0.86rem; }
    .log th, .log td { padding-top: 0.12em; padding-bottom: 0.12em; }
    .log td:nth-child(2) { font-size: 0.8rem; }
    .log th:first-child { width: 4.2em; } .log th:nth-child(3) { width: 4.5em; }
    .log th:nth-child(4) { width: 6em; } .log th:nth-child(5) { width: 7em; }
    .log td:nth-child(n + 3) { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .log .by { color: var(--dim); font-family: system-ui, sans-serif; }
    .spark { vertical-align: middle; }

    """

  private static let small: HTMLText = """
    @media (max-width: 44rem) {
      h1 { font-size: 1.45rem; }
      .top { position: static; }
      html { scroll-padding-top: 0; }
      .messages { grid-template-columns: minmax(0, 1fr); }
      .origin div { display: block; }
      .finding { padding: 0.7rem; }
      .tiles div { flex-basis: 6rem; }
      .log th:first-child { width: 3.4em; } .log th:nth-child(3) { width: 3.6em; }
      .log th:nth-child(4) { width: 4.8em; }
      .log th:nth-child(5), .log td:nth-child(5) { display: none; }
      .matrix th:first-child { width: 54%; }
      pre { max-height: 24rem; }
    }

    """

  private static let paper: HTMLText = """
    @media print {
      :root { --ground: #ffffff; --panel: #ffffff; --line: #bbbbbb; --ink: #000000;
        --dim: #444444; --accent: #000000; --mark: #e6e6e6; --ok: #17733f; --bad: #b3241c;
        --warn: #855600; --open: #5a54a4; --rest: #66717d; }
      body { font-size: 9.5pt; }
      .top, .skip, .controls, #tests, #exchanges { display: none; }
      .unprinted { display: block; }
      .finding, .group, .leaf, .test { content-visibility: visible; }
      details::details-content { content-visibility: visible; display: block; height: auto; }
      pre { max-height: none; overflow: visible; }
      .wide { overflow: visible; }
      main, footer { max-width: none; padding: 0; }
      h2, h3, h4, h5, caption { break-after: avoid; }
      tr, .wrong li { break-inside: avoid; }
      .outcome, .chip, mark, .picture { print-color-adjust: exact;
        -webkit-print-color-adjust: exact; }
      a { text-decoration: none; }
    }
    """
}
