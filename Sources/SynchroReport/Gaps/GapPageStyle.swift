/// How the page of a gap list looks; every pair of colours has a contrast of 4.5 at least.
enum GapPageStyle {
  static let sheet = """
    :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #c9ced6;
      --soft: #f3f5f8; --good: #0b6b2e; --bad: #a80f1d; --doubt: #7a4b00; --calm: #1f5a86;
      --link: #0a4fa3; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #14171a;
      --line: #454c55; --soft: #1e2328; --good: #6fd492; --bad: #ff9a97; --doubt: #f0c060;
      --calm: #8cc6f2; --link: #8ab4f8; } }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; }
    main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; overflow-wrap: anywhere; } h2 { font-size: 1.25rem; margin-top: 2rem; }
    h3 { font-size: 1.05rem; } h4 { font-size: 1rem; margin: 0; font-weight: 400; }
    code { font: .9em ui-monospace, monospace; }
    a { color: var(--link); } a:focus-visible, summary:focus-visible, .wide:focus-visible {
      outline: 3px solid var(--link); outline-offset: 2px; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: .5rem 0; }
    dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
    main > dl { border-left: .4rem solid var(--line); background: var(--soft); padding: .75rem 1rem; }
    dl.good { border-color: var(--good); } dl.bad { border-color: var(--bad); }
    dl.doubt { border-color: var(--doubt); }
    .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
    caption { text-align: left; padding: .25rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
      border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
    tbody th { font-weight: 400; } .count { font-variant-numeric: tabular-nums; }
    .mark { font-weight: 600; white-space: nowrap; } .mark.good { color: var(--good); } .mark.bad { color: var(--bad); }
    .mark.doubt { color: var(--doubt); } .mark.calm { color: var(--calm); }
    article { border: 1px solid var(--line); border-radius: .3rem; padding: .6rem .8rem;
      margin: .6rem 0; } article p { margin: .3rem 0; } .level { font-size: .9em; }
    li { overflow-wrap: anywhere; }
    @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } }
    @media print { :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #999; --good: #0b6b2e;
      --bad: #a80f1d; --doubt: #7a4b00; --calm: #1f5a86; --link: #000; }
      main { max-width: none; padding: 0; } article, tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; } a { text-decoration: none; } }

    """
}
