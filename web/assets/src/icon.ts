// An icon of the same sprite the page uses, so that the address (and its version) is the server's.
export function icon(name: string): SVGSVGElement | string {
  const used = document.querySelector("svg.icon use")?.getAttribute("href");
  if (!used) return "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", used.replace(/#.*/, `#${name}`));
  svg.append(use);
  return svg;
}
