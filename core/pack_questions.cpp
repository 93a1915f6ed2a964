#include "core/pack_parts.h"

#include <utility>

namespace hemval {

void read_questions_file(const Place& root, Municipality& municipality)
{
    Fields fields(root);
    if (const auto schema = fields.maybe("$schema")) schema->text();
    Unique unique;
    for (const Place& item : fields.at("questions").items(1)) {
        Fields question(item);
        const Place id = question.at("id");
        municipality.questions.push_back(
            {id.id(), question.at("question").localized(), question.at("answer").localized()});
        unique.add(id, municipality.questions.back().id);
    }
}

}  // namespace hemval
