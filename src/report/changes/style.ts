/** The styles of the HTML report. */

export const STYLE = `
:root{color-scheme:light dark;--text:#1c1f24;--soft:#5b6470;--line:#dde1e6;--back:#fff;--card:#f6f7f9;--add:#e2f5e6;--add-text:#0b5a26;--cut:#fde7e6;--cut-text:#8f1d14;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--text:#e8eaed;--soft:#a3abb6;--line:#383d45;--back:#14161a;--card:#1d2026;--add:#12351f;--add-text:#8fdcA6;--cut:#43191a;--cut-text:#f3aaa4;--link:#83b8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.55 system-ui,sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;font-weight:600;margin:1.25rem 0 .5rem}
.bad h2{border-color:var(--cut-text)}
small{color:var(--soft);font-size:.875em;font-weight:400}
code{font:.9em ui-monospace,monospace;overflow-wrap:anywhere}
a{color:var(--link)}
ul{margin:.5rem 0;padding-left:1.25rem}
li{margin:.3rem 0;overflow-wrap:anywhere}
summary{cursor:pointer}
b.error{color:var(--cut-text)}
b.warning{color:var(--soft)}
ins{background:var(--add);color:var(--add-text);text-decoration:none}
del{background:var(--cut);color:var(--cut-text)}
.diff{border:1px solid var(--line);border-radius:6px;background:var(--card);overflow:hidden;font-size:.9375rem}
.diff p{margin:0;padding:.2rem .75rem;overflow-wrap:anywhere;white-space:pre-wrap;border-left:3px solid transparent}
.diff .added{border-color:var(--add-text)}
.diff .removed{border-color:var(--cut-text)}
.diff .changed{border-color:var(--link)}
.diff .same,.diff .skipped{color:var(--soft)}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem}
figure{margin:0}
figcaption{color:var(--soft);font-size:.875rem}
figure img{display:block;width:100%;max-height:40rem;object-fit:cover;object-position:top;border:1px solid var(--line);border-radius:6px}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line);font-weight:400}
thead th,th[scope=rowgroup]{color:var(--soft);font-size:.875rem}
.numbers td{text-align:right;white-space:nowrap}
.numbers thead th:not(:first-child){text-align:right}
`;
