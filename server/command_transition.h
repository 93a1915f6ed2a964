#pragma once

#include "core/transition.h"

#include <optional>
#include <string>

// A provider's leaving led from the command line; see transitions.h. Also while the service runs.
namespace hemval::server {

struct TransitionOptions {
    std::string data;
    std::string municipalities;
    std::string municipality;
    std::string id;
    std::string provider;
    std::string cause;
    std::string actor = "hemval";
    std::string reference;    // told: the municipality's own, of one person
    std::optional<Day> last_day, choose_by, offer_until;
    std::optional<Day> today;  // only with sample data
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval transition STEP`: propose, decide, start, pause, resume, annul or complete. Says where it
// stands afterwards; the process's exit code.
int transition_step(const TransitionOptions& options, const std::string& step);
// `hemval transition simulate`: changes nothing.
int transition_simulate(const TransitionOptions& options);
int transition_progress(const TransitionOptions& options);
// `hemval transition told`: the staff have told them, so that their silence can be answered.
int transition_told(const TransitionOptions& options);
// `hemval run-due`: every municipality with a ledger.
int run_due_now(const TransitionOptions& options);

}  // namespace hemval::server
