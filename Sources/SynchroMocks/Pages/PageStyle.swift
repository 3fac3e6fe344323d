import SynchroDigest

/// The one style sheet of all pages: readable by day and night, on a telephone and on paper.
enum PageStyle {
  static let text = """
    :root {
      color-scheme: light dark;
      --paper: #f6f7f5; --card: #ffffff; --ink: #1c2421; --soft: #51605a; --line: #cfd6d1;
      --field: #74837c; --main: #0b5d57; --on-main: #ffffff; --bad: #a3161a; --bad-paper: #fdf0ef;
      --good: #1d6b2f; --good-paper: #eef7ef;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #121715; --card: #1b2220; --ink: #e9eeeb; --soft: #a9b6b0; --line: #37423d;
        --field: #8b9993; --main: #7fd6cb; --on-main: #06211e; --bad: #ff9d94;
        --bad-paper: #33191a; --good: #8ddb9c; --good-paper: #16291b;
      }
    }
    * { box-sizing: border-box }
    body {
      margin: 0; padding: clamp(1rem, 4vw, 3rem) 1rem; background: var(--paper);
      color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif;
    }
    main, header.site, footer.site { max-width: 38rem; margin: 0 auto }
    header.site { padding: 0 .25rem .75rem; font-weight: 600; color: var(--soft) }
    footer.site { padding: .75rem .25rem; font-size: .9375rem; color: var(--soft) }
    main {
      padding: clamp(1.25rem, 4vw, 2.25rem); background: var(--card);
      border: 1px solid var(--line); border-radius: .75rem;
    }
    main > :last-child, form > :last-child { margin-bottom: 0 }
    h1 { margin: 0 0 1rem; font-size: 1.625rem; line-height: 1.25; text-wrap: balance }
    h2 { margin: 1.75rem 0 .5rem; font-size: 1.125rem; line-height: 1.3 }
    p { margin: 0 0 1rem }
    a { color: var(--main); text-underline-offset: .15em }
    ul.plain { margin: 0 0 1rem; padding: 0; list-style: none; border-top: 1px solid var(--line) }
    ul.plain > li { padding: .875rem 0; border-bottom: 1px solid var(--line) }
    ul.plain p { margin: .125rem 0 0; color: var(--soft) }
    dl { margin: .5rem 0 0; display: grid; grid-template-columns: auto 1fr; gap: .125rem 1rem }
    dt { color: var(--soft) }
    dd { margin: 0; overflow-wrap: anywhere }
    label { display: block; margin: 0 0 1rem; font-weight: 600 }
    input:not([type=checkbox]):not([type=radio]):not([type=hidden]), textarea, select {
      display: block; width: 100%; margin-top: .3rem; padding: .625rem .75rem; font: inherit; font-weight: 400;
      color: var(--ink); background: var(--card); border: 1px solid var(--field);
      border-radius: .4rem;
    }
    .buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem }
    button {
      padding: .625rem 1.25rem; font: inherit; font-weight: 600; color: var(--main);
      background: transparent; border: 1px solid var(--main); border-radius: .4rem; cursor: pointer;
    }
    button.main { color: var(--on-main); background: var(--main) }
    button.link {
      padding: 0; border: 0; font-weight: 400; text-decoration: underline;
      text-underline-offset: .15em;
    }
    :focus-visible { outline: 3px solid var(--main); outline-offset: 2px }
    .problem, .good { padding: .75rem 1rem; border-left: .3rem solid; border-radius: .25rem }
    .problem { color: var(--bad); background: var(--bad-paper) }
    .good { color: var(--good); background: var(--good-paper) }
    .note { color: var(--soft) }
    .receipt {
      margin: 1.25rem 0; padding: 1rem; font: 600 1.5rem/1.2 ui-monospace, monospace;
      text-align: center; letter-spacing: .06em; border: 1px dashed var(--field);
      border-radius: .4rem;
    }
    @media (prefers-contrast: more) { :root { --soft: currentColor; --line: currentColor } }
    @media print {
      :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #999 }
      body { padding: 0 } main { border: 0; padding: 0 } .buttons, form { display: none }
    }
    """

  /// How a Content-Security-Policy permits this style sheet and no other.
  static let source = "'sha256-\(Base64.encode(SHA256.digest(Array(text.utf8)).bytes))'"
}
