// How the page looks: two columns on paper and wide screens, one on a phone. Grey carries no meaning
// by itself, so that any copier will do.

extension HandoutPage {
  static let style: StaticString = """

    :root{--ink:#1a1a1a;--soft:#555;--line:#999;--faint:#ececec}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:2.5rem 2rem 4rem;max-width:66rem;color:var(--ink);background:#fff;
    font:1.0625rem/1.55 "Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",
    "Times New Roman","Liberation Serif","Noto Serif",serif;overflow-wrap:break-word}
    h1,h2,h3,h4,.side,.sheet,.facts,.blanks,.hint,.sn,.pn,.slot,.kind,.why,table,footer,
    .labels,.sources,.no,.notes,.shows{font-family:"Helvetica Neue",Helvetica,Arial,
    "Liberation Sans","Noto Sans",sans-serif}
    h1{font-size:1.9rem;line-height:1.2;margin:.1em 0 .3em}
    h2{font-size:1.15rem;line-height:1.3;margin:2.2rem 0 .8rem;padding-bottom:.25rem;
    border-bottom:1px solid var(--ink)}
    h3{font-size:1rem;line-height:1.35;margin:1.2rem 0 .4rem}
    h4{font-size:.95rem;margin:.8rem 0 .3rem}
    p{margin:0 0 .6rem}
    a{color:inherit;text-decoration:none}
    a.web{text-decoration:underline;text-decoration-color:var(--line);word-break:break-word}
    a:focus-visible,:target{outline:2px solid var(--ink);outline-offset:2px}
    sup{font-size:.72em;line-height:0;vertical-align:.42em}
    sup a,.no{font-weight:600}
    .sheet{margin:0;font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;color:var(--soft)}
    .facts{font-size:.9rem;color:var(--soft);margin:0 0 .4rem}
    .blanks{display:flex;flex-wrap:wrap;gap:1rem 2rem;margin:1.4rem 0 0;font-size:.9rem}
    .blank{display:flex;align-items:flex-end;flex:1 1 14rem;gap:.5rem}
    .blank .rule{flex:1;border-bottom:1px solid var(--ink);height:1.4em}
    .row{margin:0 0 1rem}
    .para{margin:0;hanging-punctuation:first}
    h3.para{font-size:1.15rem}
    .pn,.sn{font-size:.68em;font-weight:600;color:var(--soft);white-space:nowrap}
    .sn{vertical-align:.28em;line-height:0}
    .m{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.18em;
    text-decoration-color:var(--soft)}
    mark{background:var(--faint);color:inherit;padding:.05em 0;border-bottom:2px solid var(--ink);
    -webkit-box-decoration-break:clone;box-decoration-break:clone}
    sup.lb{font-weight:700;border:1px solid var(--ink);border-radius:.5em;padding:0 .35em;
    margin-left:.15em}
    .side{font-size:.84rem;line-height:1.42}
    .note{margin:0 0 .7rem}
    .note.again{margin-bottom:.35rem}
    .note h3{font-size:1.02em;margin:0 0 .1rem}
    .note.again h3{font-weight:400}
    .note p{margin:0 0 .15rem}
    .kind{font-size:.88em;font-weight:400;color:var(--soft)}
    .why{font-size:.88em;color:var(--soft)}
    .hint{font-size:.8rem;color:var(--soft);margin:0 0 .3rem}
    .slots{margin:0;display:flex;flex-wrap:wrap;gap:.1rem .9rem}
    .slot{display:inline-flex;align-items:flex-end;font-size:.76rem;white-space:nowrap}
    .slot .rule{width:2.1em;height:1.75em;margin-inline-start:.3em;
    border-bottom:1px solid var(--ink)}
    .labels ol{margin:0;padding-inline-start:1.8em;font-size:.92rem}
    .labels li{margin:0 0 .35rem}
    .labels li::marker{font-weight:700}
    .question,.result{margin:0 0 1.4rem}
    .question h3,.result h3{margin-top:0;font-weight:600}
    .options{list-style:none;margin:0;padding:0}
    .options li{margin:.3rem 0}
    .box{display:inline-block;width:1.15em;height:1.15em;line-height:1.05em;text-align:center;
    border:1px solid var(--ink);margin-inline-end:.35em;font-family:sans-serif;font-weight:700;
    font-size:.95em;vertical-align:-.1em}
    .line{height:2.1rem;border-bottom:1px solid var(--line)}
    .answers{margin:.4rem 0 0;padding-inline-start:1.2em}
    .answers li{margin:0 0 .3rem}
    .said p,.teacher{border-inline-start:4px solid var(--ink);padding-inline-start:.8rem}
    .aloud{font-style:italic}
    .step{margin:0 0 1.2rem;padding-top:.1rem;border-top:1px solid var(--line)}
    .step:first-of-type{border-top:0}
    .step h3{margin:.5rem 0 .4rem}
    .asked{margin:0 0 .7rem}
    .ask{margin:0 0 .2rem}
    .notes{font-size:.86rem;columns:19rem;column-gap:2rem}
    .full article{break-inside:auto;margin:0 0 1.2rem;font-size:.92rem;line-height:1.48}
    .full h3{margin:0 0 .25rem}
    .full p{margin:0 0 .45rem}
    .item{padding-inline-start:1em}
    .i2{margin-inline-start:1em!important}
    .i3{margin-inline-start:2em!important}
    .i4{margin-inline-start:3em!important}
    blockquote{margin:0 0 .5rem;padding-inline-start:.9em;border-inline-start:2px solid var(--line)}
    pre{white-space:pre-wrap;font-size:.85em;margin:0 0 .5rem}
    .sources ol{margin:0;padding-inline-start:2.4em;font-size:.84rem;line-height:1.42}
    .sources li{margin:0 0 .3rem}
    table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.3rem 0 .6rem}
    th,td{text-align:start;vertical-align:top;padding:.25rem .6rem .25rem 0;
    border-bottom:1px solid var(--line)}
    tbody th{font-weight:400}
    .agenda th,.agenda td{font-weight:600}
    .results tbody th{width:40%}
    .comparison td:nth-child(3){width:15%}
    .comparison td:nth-child(4){width:28%}
    .bar{display:inline-block;width:65%;height:.8em;border:1px solid var(--line);margin-inline-end:.5em}
    .bar span{display:block;height:100%;background:var(--ink);
    -webkit-print-color-adjust:exact;print-color-adjust:exact}
    footer{margin-top:2rem;font-size:.8rem;color:var(--soft)}
    @media screen and (min-width:44rem){
    .beside .row{display:grid;grid-template-columns:minmax(0,8fr) minmax(0,5fr);column-gap:2.2rem}
    .writing .row{grid-template-columns:minmax(0,9fr) minmax(0,4fr)}
    .side{border-inline-start:1px solid var(--line);padding-inline-start:1rem}
    .full{columns:22rem;column-gap:2.2rem}
    .full h2{column-span:all}
    .text:not(.beside) .para,.question,.said p{max-width:42rem}
    }
    @media screen and (max-width:43.99rem){
    body{padding:1.2rem 1.1rem 3rem}
    h1{font-size:1.5rem}
    .side{margin:.7rem 0 1.4rem;padding:.1rem 0 .1rem .9rem;border-inline-start:3px solid var(--line)}
    table{font-size:.8rem}
    }
    @page{margin:17mm 16mm 19mm;
    @bottom-center{content:counter(page) " / " counter(pages);
    font:8pt "Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;color:#555}}
    @media print{
    html{font-size:13px}
    body{max-width:none;padding:0;font-size:10.3pt;line-height:1.38}
    .row{margin-bottom:.7rem}
    h1{font-size:19pt}
    h1,h2,h3,h4,.hint{break-after:avoid}
    p,li{orphans:3;widows:3}
    a.web{text-decoration:none}
    .beside .row{display:grid;grid-template-columns:minmax(0,7fr) minmax(0,6fr);column-gap:6mm}
    .writing .row{grid-template-columns:minmax(0,9fr) minmax(0,4fr)}
    .side{border-inline-start:.5pt solid var(--line);padding-inline-start:3.5mm}
    .side,.sources ol,.notes{font-size:8.4pt;line-height:1.34}
    .note,.question,.result,.step,.sources li,.labels,.labels li,tr,.slots{break-inside:avoid}
    .full{columns:2;column-gap:7mm;break-before:page}
    .full h2{column-span:all}
    .full article{font-size:9pt;line-height:1.36}
    .full h3{break-after:avoid}
    .notes{columns:2}
    .line{height:8.5mm}
    .text:not(.beside) .para{font-size:11pt}
    .questions{break-before:page}
    .questions~.questions{break-before:auto}
    }

    """
}
