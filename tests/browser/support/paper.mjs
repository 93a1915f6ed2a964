// A page as it leaves the printer, looked at with poppler's tools.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import jsqr from "jsqr";
import { PNG } from "pngjs";

const MARGIN = 18 * 72 / 25.4;  // print.css, in points

/** Prints the page on A4 as the file `name`.pdf, with a picture of each sheet beside it. */
export async function printed(page, name) {
    const file = `${name}.pdf`;
    await page.pdf({ path: file, format: "A4", preferCSSPageSize: true });
    const run = (tool, ...options) => execFileSync(tool, options, { encoding: "utf8", maxBuffer: 1 << 26 });
    run("pdftoppm", "-png", "-r", "100", file, name);
    const boxes = run("pdftotext", "-bbox", file, "-");
    const sheets = boxes.split("<page ").slice(1).map((sheet) => {
        const size = (what) => Number(sheet.match(new RegExp(`${what}="([\\d.]+)"`))[1]);
        const words = [...sheet.matchAll(/xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*)<\/word>/g)]
            .map(([, left, top, right, bottom, text]) => (
                { left: +left, top: +top, right: +right, bottom: +bottom, text }));
        return { width: size("width"), height: size("height"), words };
    });
    return {
        sheets,
        text: run("pdftotext", "-layout", file, "-"),
        // In points, to a third of one: pdftohtml says whole numbers, and enlarges no more than three times.
        sizes: [...run("pdftohtml", "-xml", "-i", "-zoom", "3", "-stdout", file)
            .matchAll(/<fontspec [^>]*size="(\d+)"/g)].map(([, size]) => Number(size) / 3),
        // Above and below stand the margins' own words.
        outside: sheets.flatMap(({ width, height, words }) => words.filter((word) =>
            word.left < MARGIN - 2 || word.right > width - MARGIN + 2 || word.top < 5
            || word.bottom > height - 5).map(({ text }) => text)),
        qr() {
            run("pdftoppm", "-png", "-r", "150", file, `${name}-qr`);
            const pictures = fs.readdirSync(name.replace(/[^/]*$/, ""))
                .filter((one) => one.startsWith(`${name.split("/").at(-1)}-qr-`)).sort();
            return pictures.map((one) => {
                const { data, width, height } = PNG.sync.read(fs.readFileSync(name.replace(/[^/]*$/, one)));
                return jsqr(new Uint8ClampedArray(data), width, height)?.data;
            }).filter(Boolean);
        },
    };
}
