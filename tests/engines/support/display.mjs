// A screen without a monitor, for the browsers that draw with a graphics library only on a screen.
import { spawn } from "node:child_process";

/** @returns {Promise<{environment: object, stop(): void}>} what a browser on this screen is started with */
export async function start_display() {
    const child = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        { stdio: ["ignore", "pipe", "ignore"] });
    const number = await new Promise((done, failed) => {
        child.once("error", failed);
        child.once("exit", () => failed(new Error("Xvfb did not start")));
        child.stdout.once("data", (text) => done(String(text).trim()));
    });
    return {
        // Mesa's software renderer gives WebGL 2 without a graphics card.
        environment: { ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: "1" },
        stop: () => child.kill(),
    };
}
