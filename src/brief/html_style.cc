#include "brief/html_parts.h"

namespace cuibono::brief {

// Paper first: black on white, one serif for reading, one sans for tables; colour carries nothing alone.
const char* html_style() noexcept {
  return R"css(
:root{--ink:#16181c;--soft:#4a4f57;--line:#c9ccd1;--paper:#fff;--tint:#f3f4f6;--mark:#6b3d00;--accent:#173f6b}
@media (prefers-color-scheme:dark){:root{--ink:#e9e9e6;--soft:#b4b8bf;--line:#4a4f57;--paper:#15171a;--tint:#1f2226;--mark:#f0c27a;--accent:#9cc4f0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:var(--paper);font:17px/1.55 Georgia,"Noto Serif","Times New Roman",serif;overflow-wrap:anywhere}
main,header.top,footer.end{max-width:52rem;margin:0 auto;padding:0 1.1rem}
.marking{font:600 .78rem/1.4 "Helvetica Neue",Arial,"Noto Sans",sans-serif;letter-spacing:.06em;text-align:center;color:var(--mark);border-bottom:1px solid var(--line);padding:.4rem 1rem}
footer .marking{border:0;border-top:1px solid var(--line);margin-top:2rem}
h1{font-size:1.75rem;line-height:1.2;margin:1.6rem 0 .3rem}
.facts{font:.85rem/1.5 "Helvetica Neue",Arial,"Noto Sans",sans-serif;color:var(--soft);margin:.2rem 0 1.2rem}
.mask{border-left:4px solid var(--mark);background:var(--tint);padding:.6rem .9rem;margin:1rem 0;font-size:.95rem}
nav{font:.85rem/1.9 "Helvetica Neue",Arial,"Noto Sans",sans-serif;border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:.3rem 0;margin:0 0 1rem}
nav a{color:var(--accent);margin-right:1rem;white-space:nowrap;padding:.2rem 0}
h2{font-size:1.25rem;margin:2.1rem 0 .6rem;border-bottom:2px solid var(--ink);padding-bottom:.2rem}
h3{font:600 1rem/1.3 "Helvetica Neue",Arial,"Noto Sans",sans-serif;margin:1.5rem 0 .4rem}
.summary{background:var(--tint);padding:.2rem 1rem .8rem;border:1px solid var(--line)}
ol.sentences{list-style:none;margin:0;padding:0}
ol.sentences>li{margin:.55rem 0;padding-left:2.6rem;position:relative}
ol.sentences>li>.no{position:absolute;left:0;top:.15rem;font:.78rem/1.6 "Helvetica Neue",Arial,sans-serif;color:var(--soft)}
details{font:.86rem/1.5 "Helvetica Neue",Arial,"Noto Sans",sans-serif}
details.why{display:inline}
details.why>summary{color:var(--accent);cursor:pointer;display:inline-block;padding:.1rem .3rem;min-height:24px;list-style:none}
details.why>summary::after{content:" ▸"}
details.why[open]>summary::after{content:" ▾"}
details.why>summary::-webkit-details-marker{display:none}
details.why>div{border-left:3px solid var(--line);padding:.1rem 0 .2rem .8rem;margin:.2rem 0 .6rem}
.finding{margin:.5rem 0 .8rem}
.finding p{margin:.15rem 0}
.kind{font-weight:600}
.soft{color:var(--soft)}
ul.reasons{margin:.2rem 0;padding-left:1.1rem}
.wide{overflow-x:auto;margin:.4rem 0 1rem}
table{border-collapse:collapse;width:100%;font:.84rem/1.4 "Helvetica Neue",Arial,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:.2rem 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.32rem .6rem .32rem 0;border-bottom:1px solid var(--line);overflow-wrap:normal}
th{font-weight:600;border-bottom:1.5px solid var(--ink)}
td.n,th.n{text-align:right;white-space:nowrap}
td a{color:var(--accent);text-underline-offset:.15em}
td.n>a{display:inline-block;min-width:24px;min-height:24px}
.ledger{break-before:page}
td.id{overflow-wrap:anywhere;min-width:9rem}
table.intake th.n{white-space:normal}
table.intake td:nth-child(2){overflow-wrap:anywhere}
table.leads{table-layout:fixed}
table.leads td,table.leads th{overflow-wrap:anywhere}
table.leads th:nth-child(1){width:32%}
table.leads th:nth-child(2){width:26%}
table.leads th:nth-child(3){width:24%}
code,.mono{font:.82em/1.4 "DejaVu Sans Mono",Consolas,"Noto Sans Mono",monospace}
svg{max-width:100%;height:auto;display:block}
svg text{fill:var(--ink);font:12px "Helvetica Neue",Arial,"Noto Sans",sans-serif}
svg .bar{fill:var(--soft)}
svg .bar2{fill:none;stroke:var(--ink);stroke-width:1.5}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:34rem){body{font-size:16px}ol.sentences>li{padding-left:0}ol.sentences>li>.no{position:static;display:block}h1{font-size:1.4rem}}
@page{size:A4;margin:20mm 18mm 20mm}
@media print{
:root{--ink:#000;--soft:#333;--line:#999;--paper:#fff;--tint:#fff;--mark:#000;--accent:#000}
body{font-size:10pt}
main,header.top,footer.end{max-width:none;padding:0}
nav,details.why,div.marking{display:none}
.paper{display:block!important;break-before:page}
h2,h3{break-after:avoid}
tr{break-inside:avoid}
thead{display:table-header-group}
.wide{overflow:visible}
}
.paper{display:none}
)css";
}

}  // namespace cuibono::brief
