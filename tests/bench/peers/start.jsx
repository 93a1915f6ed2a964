import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import Page from "./page.jsx";

function Marked() {
    useEffect(() => { performance.mark("app-interactive"); }, []);
    return <Page />;
}
createRoot(document.getElementById("root")).render(<Marked />);
