#include "server/settings.h"

#include <CLI/CLI.hpp>

#include <cctype>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace hemval::server {
namespace {

std::string variable_of(const std::string& option)
{
    std::string name = "HEMVAL_";
    for (const char c : option)
        name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

class SettingsFile final : public CLI::ConfigTOML {
public:
    explicit SettingsFile(const CLI::App& app) : app_(app) {}

    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override
    {
        std::vector<CLI::ConfigItem> items;
        for (CLI::ConfigItem& item : CLI::ConfigTOML::from_config(input)) {
            const bool marks_a_section = item.name == "++" || item.name == "--";
            // CLI11 would let the file go before the environment.
            if (!marks_a_section && std::getenv(variable_of(item.name).c_str()))
                continue;
            if (marks_a_section || !item.parents.empty())
                items.push_back(std::move(item));
            else
                share(item, items);
        }
        return items;
    }

private:
    void share(const CLI::ConfigItem& item, std::vector<CLI::ConfigItem>& items) const
    {
        const std::size_t before = items.size();
        for (const CLI::App* command : app_.get_subcommands(nullptr)) {
            if (!command->get_option_no_throw("--" + item.name))
                continue;
            items.push_back(item);
            items.back().parents = {command->get_name()};
        }
        if (items.size() == before)
            items.push_back(item);  // nobody's: CLI11 says so
    }

    const CLI::App& app_;
};

}  // namespace

void take_settings(CLI::App& app)
{
    const char* file = std::getenv("HEMVAL_CONFIG");  // CLI11 would look there when the file has been read
    app.set_config("--config", file ? file : "", "TOML file with any of the options (HEMVAL_CONFIG)", file != nullptr);
    app.config_formatter(std::make_shared<SettingsFile>(app));
    app.allow_config_extras(CLI::config_extras_mode::error);
    for (CLI::App* command : app.get_subcommands(nullptr)) {
        command->fallthrough();  // hemval serve --config FILE
        for (CLI::Option* option : command->get_options()) {
            if (!option->get_lnames().empty() && option != command->get_help_ptr())
                option->envname(variable_of(option->get_lnames().front()));
        }
    }
}

}  // namespace hemval::server
