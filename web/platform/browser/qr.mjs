// Writes an address as a QR code into an element: SVG, so that it is as sharp on paper as on a screen.
import { correction, generate } from "lean-qr";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;  // modules of white around it, which readers need

export function draw(element, address) {
    // The least correction: the fewer the modules the larger each, and a receipt's address is long.
    const code = generate(address, { maxCorrectionLevel: correction.L });
    let path = "";
    for (let y = 0; y < code.size; y += 1) {
        for (let x = 0; x < code.size; x += 1) {
            if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
        }
    }
    const side = code.size + 2 * QUIET;
    const svg = part("svg", { viewBox: `0 0 ${side} ${side}`, "shape-rendering": "crispEdges",
        "aria-hidden": "true" });
    svg.append(part("rect", { width: side, height: side, fill: "#fff" }), part("path", { d: path, fill: "#000" }));
    element.replaceChildren(svg);
}

function part(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
}
