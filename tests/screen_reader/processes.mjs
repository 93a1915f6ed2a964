// What Linux tells of a process, proc(5).
import fs from "node:fs";

/** @returns {{state: string, parent: number, ticks: number}} ticks: its processor time; throws when it has ended */
export function stat_of(pid) {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");  // its name may hold anything
    return { state: fields[0], parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}
