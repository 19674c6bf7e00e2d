import type { Dossier } from '../domain/dossier.js';
import { makeVisible } from './visible.js';

const SCREEN = `
:root{--ink:#1f2328;--faint:#57606a;--line:#d0d7de;--band:#f3f5f7;--link:#0a4f8a;--bad:#9a3b00;--good:#00567f;--wait:#5c4a00;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
*{box-sizing:border-box}
html{color-scheme:light;scroll-padding-top:3rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#fff;color:var(--ink);font:1rem/1.5 var(--sans)}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem;z-index:3}
.paper{padding:0 1.25rem 3rem;max-width:72rem;min-width:0}
.bar{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;background:#fff;border-bottom:2px solid var(--ink);padding:.45rem 0;font-size:.875rem}
header h1{font-size:1.6rem;line-height:1.25;margin:1.25rem 0 .25rem;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .6rem;padding-top:.5rem;border-top:1px solid var(--line)}
.page-one section:first-child h2{border-top:0;padding-top:0;margin-top:1rem}
h3{font-size:1rem;line-height:1.4;margin:1rem 0 .35rem}
h4{font-size:.875rem;margin:.5rem 0 .2rem}
p,li,dd{max-width:75ch;overflow-wrap:anywhere}
p{margin:.45rem 0}
ul{margin:.3rem 0;padding-left:1.25rem}
.note{display:block;font-weight:400;color:var(--faint);font-size:.8125rem;line-height:1.4}
.warning{color:var(--bad)}
.absent{color:var(--faint);font-style:italic}
.sentence{font-size:1.125rem;line-height:1.5}
.scope{border-left:3px solid var(--line);padding-left:.75rem;color:var(--faint)}
.banner{border:2px solid var(--faint);border-left-width:.75rem;padding:.6rem 1rem;margin:.5rem 0 .9rem}
.banner p{max-width:none}
.banner .outcome{font-size:1.5rem;margin:0;line-height:1.3}
.banner .outcome strong{letter-spacing:.04em}
.banner .symbol{font-weight:700;display:inline-block;min-width:1.4em;text-align:center;color:#fff;background:var(--faint);margin-right:.3em}
.banner .meaning{font-size:1rem}
.banner .standing,.banner .policy{margin:.25rem 0 0}
.banner .policy{color:var(--faint);font-size:.875rem}
.banner.pass{border-color:var(--good)}.banner.pass .symbol{background:var(--good)}
.banner.fail,.banner.blocked{border-color:var(--bad)}.banner.fail .symbol,.banner.blocked .symbol{background:var(--bad)}
.banner.inconclusive,.banner.invalid{border-color:var(--wait)}.banner.inconclusive .symbol,.banner.invalid .symbol{background:var(--wait)}
.mark{font-weight:700;white-space:nowrap}.mark.fail,.mark.blocked,.mark.invalid{color:var(--bad)}.mark.pass{color:var(--good)}.mark.inconclusive{color:var(--wait)}
.pair,.sides{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem 1.5rem}
.pair h3{margin-top:.2rem}
.facts{margin:.3rem 0}
.facts div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.75rem;padding:.1rem 0}
.facts dt{color:var(--faint)}
.facts dd{margin:0}
.hashes dt{overflow-wrap:anywhere}
code{font:.8125rem/1.4 var(--mono)}
.scroll{overflow-x:auto;margin:.6rem 0 1rem}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption .stay{position:sticky;left:0;width:fit-content;max-width:min(60rem,calc(100vw - 2.5rem))}
caption{text-align:left;color:var(--faint);padding:.2rem 0 .4rem;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:break-word}
thead th{border-bottom:2px solid var(--ink);vertical-align:bottom;line-height:1.25}
tbody th{font-weight:600;background:#fff}
th:first-child,td:first-child{padding-left:0}
th:first-child{position:sticky;left:0;min-width:9rem;max-width:16rem}
tr.upper td{border-bottom:0;padding-bottom:0}
tr.below td{padding-left:.6rem}
tr.below td:first-child{padding-left:.6rem}
.number{text-align:right}
.value{white-space:nowrap}
.loss{display:block}
table.gates{min-width:56rem}
table.results{min-width:52rem}
table.comparisons{min-width:56rem}table.comparisons th:first-child{min-width:13rem}
table.flow{min-width:58rem}
tr.changed th,tr.changed td{font-weight:600}
.signatures td{border:1px solid var(--line);height:2.6rem;width:22%}
.signatures thead td{border:0;height:auto;width:auto}
.signatures th:first-child{white-space:nowrap}
.case{border:1px solid var(--line);border-left:4px solid var(--bad);padding:.4rem .9rem .7rem;margin:.7rem 0}
.case h3{margin:.2rem 0 .4rem}
.strata{font-weight:400;color:var(--faint);font-size:.875rem}
.direction{white-space:nowrap}.loss-of{color:var(--bad)}.gain-of{color:var(--good)}
.verbatim{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate;background:var(--band);padding:.5rem .7rem;font-size:.9375rem;line-height:1.5;max-width:80ch}
.reading{margin:.2rem 0;font-size:.875rem}
.key{font-weight:400;font-size:.875rem;margin-left:.5rem}
.flip .key,.flip .read{white-space:normal}
.verdict{white-space:nowrap;font-weight:600;margin-left:.5rem}
details>summary{cursor:pointer;padding:.3rem 0}
.flip{border-bottom:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 2.4rem}
.flip>summary{padding:.45rem 0;overflow-wrap:anywhere}
.flip h3{display:inline;font-weight:400;margin:0}
.flip[open]{padding-bottom:.9rem}
.flip .read{color:var(--faint);font-size:.875rem;margin-left:.5rem}
figure{margin:.8rem 0 1.4rem}
figcaption{font-weight:600;margin-bottom:.4rem}
figure.pictured:not(.live) figcaption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
figcaption .note{font-weight:400}
figure img{max-width:100%;height:auto;border:1px solid var(--line)}
.canvas{position:relative;max-width:100%}
.live .canvas{border:1px solid var(--line)}
.live img{display:none}
nav{font-size:.9375rem;padding:.75rem 1.25rem 2rem;border-top:1px solid var(--line)}
nav ol{list-style:none;margin:.2rem 0;padding:0}
nav a{display:block;padding:.2rem 0;text-decoration:none}
nav a:hover{text-decoration:underline}
nav summary{font-weight:600}
footer{border-top:1px solid var(--line);margin-top:2.5rem}
@media (min-width:72rem){
.bar a{display:none}
.paper{grid-column:2;grid-row:1}
.layout{display:grid;grid-template-columns:13rem minmax(0,1fr);max-width:88rem;margin:0 auto}
nav{grid-column:1;grid-row:1;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;border:0;padding-top:1.25rem}
}
@media (max-width:40rem){
.paper{padding:0 .9rem 2rem}nav{padding:.5rem .9rem 2rem}
.pair,.sides{grid-template-columns:minmax(0,1fr)}
.facts div{grid-template-columns:minmax(0,1fr);gap:0;padding:.25rem 0}
header h1{font-size:1.3rem}.bar{position:static}.banner{border-left-width:.4rem;padding:.5rem .7rem}.banner .meaning{display:block}
th:first-child{max-width:8.5rem;box-shadow:1px 0 var(--line);padding-right:.4rem}
table.signatures{min-width:34rem}
.below .stay{position:sticky;left:9.4rem;width:fit-content;max-width:calc(100vw - 11.4rem)}
}
`;

const PAPER = `
@media print{
html{font-size:8.6pt}
body{line-height:1.35;font-family:Arial,"Liberation Sans",Helvetica,"Noto Sans",sans-serif}
nav,.skip,.bar a{display:none}
.layout{display:block}
.paper{padding:0;max-width:none}
.bar{position:static;padding:0 0 .2rem}
header h1{font-size:1.3rem;margin:.25rem 0 0}
h2{font-size:1.12rem;margin:.7rem 0 .2rem;padding-top:.25rem;break-after:avoid}
.page-one section:first-child h2{margin-top:.3rem}
h3,h4,caption,figcaption{break-after:avoid}
p,li,dd,.verbatim{max-width:none}
p{margin:.25rem 0}
.sentence{font-size:1.08rem;line-height:1.35}
.banner{padding:.3rem .7rem;margin:.2rem 0 .4rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.banner .symbol{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.facts{margin:0}.facts div{padding:0;grid-template-columns:6.5rem minmax(0,1fr)}
.scroll{overflow:visible;margin:.2rem 0 .4rem}
table,table.gates,table.results,table.comparisons,table.flow{min-width:0;font-size:.9rem;line-height:1.3}
th,td{padding:.18rem .35rem}
th:first-child,table.comparisons th:first-child{position:static;min-width:5rem}
.value{white-space:normal}
thead{display:table-header-group}
tr,.answer,figure img{break-inside:avoid}
figure.pictured figcaption{display:none}
table.results{table-layout:fixed}
.case{padding:.15rem .6rem .3rem;margin:.3rem 0}
.case h3{margin:0 0 .15rem}
.verbatim{padding:.2rem .4rem;font-size:.95rem;line-height:1.3}
.note{font-size:.85rem;line-height:1.25}
.page-one .signatures td{height:6.5mm}
.page-one .value,.page-one .signatures th{white-space:nowrap}
.signatures caption{display:none}
.page-one{break-after:page;font-size:7.5pt;line-height:1.22}
.page-one .case.critical{display:block}
.page-one h2{font-size:9pt;margin:.3rem 0 .05rem;padding-top:.1rem}
.page-one .banner .outcome{font-size:14pt}
.page-one .sentence{font-size:8.5pt;line-height:1.3}
.page-one .facts{columns:1}.page-one .facts div{display:inline;margin-right:.6em}.page-one .facts dt,.page-one .facts dd{display:inline}.page-one .facts dt::after{content:": "}.page-one .facts dd::after{content:"; "}
.page-one .case{display:grid;grid-template-columns:1.8fr 1fr 1fr;gap:0 .7rem;padding:.1rem .5rem .2rem}
.page-one .case h3{grid-column:1/-1;font-size:inherit;margin:0}
.page-one .case>.verbatim{grid-column:1/-1}
.page-one .sides{display:contents}
.page-one h4{margin:0;font-size:inherit}
.page-one .reading{margin:0;font-size:inherit}
.page-one .key{font-size:inherit}
.page-one .pair{grid-template-columns:1.6fr 1fr}
.page-one .signatures{break-inside:avoid}
.page-one .verbatim{font-size:inherit;line-height:1.25;padding:.1rem .3rem}
.page-one h3{margin:.1rem 0;font-size:inherit}
.beside{display:grid;grid-template-columns:1fr 1.15fr;gap:0 1rem}
.stay{position:static;max-width:none}
.page-one table.gates th:first-child{min-width:8rem}
#decision h2{display:none}
.page-one .strata,.page-one .note,.page-one table,.page-one caption{font-size:7.2pt}
.page-one th,.page-one td{padding-top:.08rem;padding-bottom:.08rem}
.page-one .scroll{margin:.1rem 0 .2rem}
.page-one p,.page-one ul{margin-top:.12rem;margin-bottom:.12rem}
.live img{display:block;width:100%}
.live .canvas{display:none}
.chart-table::details-content,.by-stratum::details-content,.pairing::details-content{content-visibility:visible;display:block;height:auto}
.flip{content-visibility:visible}
a{color:inherit;text-decoration:none}
}
`;

/** A CSS string of the text: everything but plain letters and digits as its code point. */
function cssString(text: string): string {
  const escaped = Array.from(makeVisible(text), (letter) => {
    return /[A-Za-z0-9 ]/.test(letter) ? letter : `\\${(letter.codePointAt(0) ?? 0xfffd).toString(16)} `;
  });
  return `"${escaped.join('')}"`;
}

function pageBoxes(dossier: Dossier): string {
  const { audience, content, run } = dossier;
  const type = 'font:7.5pt Arial,sans-serif;color:#57606a';
  const head = cssString(`content: ${content} · audience: ${audience}`);
  return `
@page{size:A4;margin:13mm 12mm 12mm;
@top-left{content:${head};${type};font-weight:bold}
@top-right{content:${cssString(`Preceptor dossier, run ${run.id}`)};${type}}
@bottom-right{content:"Page " counter(page) " of " counter(pages);${type}}
}
@page:first{margin-top:6mm;margin-bottom:8mm;@top-left{content:none}@top-right{content:none}}
`;
}

/** The style sheet of one dossier: its content class and audience stand in the head of every printed page. */
export function styleSheet(dossier: Dossier): string {
  return SCREEN + PAPER + pageBoxes(dossier);
}
