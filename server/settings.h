#pragma once

namespace CLI {
class App;
}

namespace hemval::server {

// Every option of every command may also come from the environment (--trusted-proxy is HEMVAL_TRUSTED_PROXY)
// or from a TOML file (--config, HEMVAL_CONFIG), the nearer before the farther: command line, environment,
// file. In the file a key under [serve] is that command's alone; one above the first section is every
// command's that has such an option. Call it when the commands have their options.
void take_settings(CLI::App& app);

}  // namespace hemval::server
