// A QR code held up to the camera. The stream lives as long as the picture that shows it, and no image
// of it leaves this file.

const LOOK_MS = 200;

/**
 * @param {HTMLElement} element        shows what the camera sees
 * @param {function} load_reader       fetches jsQR, where the browser reads no codes itself
 * @param {function(string|null)} done once, with what a code says; null: no camera to be had
 * @returns {function} ends it
 */
export function scan(element, load_reader, done) {
    let stream, timer, over = false;
    const stop = () => {
        over = true;
        clearTimeout(timer);
        stream?.getTracks().forEach((track) => track.stop());
        element.replaceChildren();
    };
    const start = async () => {
        const video = document.createElement("video");
        video.muted = video.playsInline = true;
        const [seen, read] = await Promise.all([
            navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 }, audio: false }),
            reader(load_reader),
        ]);
        stream = seen;
        if (over) return stop();
        video.srcObject = stream;
        element.replaceChildren(video);
        await video.play();
        const look = async () => {
            const text = element.isConnected ? await read(video).catch(() => "") : null;
            if (over) return;
            if (text === null) return stop();
            if (!text) return void (timer = setTimeout(look, LOOK_MS));
            stop();
            done(text);
        };
        look();
    };
    start().catch(() => {
        if (over) return;
        stop();
        done(null);
    });
    return stop;
}

async function reader(load_reader) {
    const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []) ?? [];
    if (formats.includes("qr_code")) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
    }
    await load_reader();
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async (video) => {
        const { videoWidth: width, videoHeight: height } = video;
        if (!width) return "";
        Object.assign(canvas, { width, height });
        context.drawImage(video, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        return globalThis.jsQR(data, width, height)?.data ?? "";
    };
}
