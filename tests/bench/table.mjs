// What both parts of the bench print with.
import { execFileSync } from "node:child_process";

export const median = (values) => {
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b), half = sorted.length / 2;
    return sorted.length ? (sorted[Math.floor(half)] + sorted[Math.ceil(half) - 1]) / 2 : NaN;
};

export const markdown = ([head, ...rest]) => [head, head.map(() => "---"), ...rest]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Of what is measured; a tree without git has none. */
export function commit_of_tree(root) {
    try {
        const said = execFileSync("git", ["-C", root, "rev-parse", "--short", "HEAD"],
            { encoding: "utf8", stdio: "pipe" });
        return said.trim();
    } catch {
        return "no commit";
    }
}
