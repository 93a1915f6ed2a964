#include "web/ui/keys.h"

#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kBetween = 8;
constexpr std::size_t kMostInRow = 10;
constexpr const char* kSigns[] = {"-", ".", "@", "_", "+"};

bool goes_on(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

std::string capital_of(const std::string& letter)
{
    std::string large = letter;
    if (large.size() == 1 && large[0] >= 'a' && large[0] <= 'z')
        large[0] = static_cast<char>(large[0] - 'a' + 'A');
    // U+00E0..U+00FE but the division sign: the capital stands 32 before.
    constexpr char kLatin1 = static_cast<char>(0xC3), kDivision = static_cast<char>(0xB7);
    if (large.size() == 2 && large[0] == kLatin1 && static_cast<unsigned char>(large[1]) >= 0xA0 &&
        static_cast<unsigned char>(large[1]) <= 0xBE && large[1] != kDivision)
        large[1] = static_cast<char>(static_cast<unsigned char>(large[1]) - 0x20U);
    return large;
}

std::string shortened(std::string text)
{
    while (!text.empty() && goes_on(text.back())) text.pop_back();
    if (!text.empty()) text.pop_back();
    return text;
}

std::size_t letters_in(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !goes_on(byte); }));
}

bool Ui::Frame::key(const std::string& key, std::string_view text, float width, Tri down,
                    std::string_view lang)
{
    const float pad = scaled(8), size = Metrics::h3;
    const float natural = natural_width(text, size, true) + 2 * pad + 1;
    const TextBlock block =
        lay(text, size, true, std::min(std::max(width, natural), layout.width()) - 2 * pad, 1.2F);
    const float w = std::min(std::max({width, block.width + 2 * pad + 1, target()}), layout.width());
    const Rect rect = layout.place(w, std::max(target(), block.height() + 2 * pad), 0, 0);
    const ButtonLook look = look_of(color, down == Tri::Yes ? ButtonKind::Primary : ButtonKind::Secondary,
                                    hovered(key), held(key));
    paint.fill(rect, look.ground, Metrics::radius);
    paint.frame(rect, look.edge, Metrics::frame, Metrics::radius);
    draw(block, rect.x + pad, rect.y + (rect.h - block.height()) / 2, look.ink, Align::Centre,
         rect.w - 2 * pad);
    if (focus_shown(key)) focus_ring(rect, Metrics::radius);
    Node& node = add(Role::Button, key, rect);
    set_text(node, text, block);
    node.style = "key";
    node.inset = pad;
    node.pressed = down;
    node.lang = lang;
    return pressed(key);
}

bool Ui::Frame::is_written_in(const std::string& field, bool first)
{
    if (!input.keys || !writing || input.on_paper) return false;
    if (writing->field.empty() && first) writing->field = field;
    return writing->field == field;
}

std::optional<std::string> Ui::Frame::keys(const std::string& field, const TextFieldSpec& spec)
{
    const Keys& keys = *input.keys;
    const bool digits = spec.input_mode == "numeric";
    const std::string own = field + "/keys";
    std::optional<std::string> answer;
    // Focus stays on the key, so what happened in the field is told.
    const auto tell = [&](const std::string& what) { out.announcements.push_back({Urgency::Polite, what}); };
    const auto put = [&](const std::string& letter, const std::string& called) {
        const bool room = spec.max_length <= 0 ||
                          letters_in(spec.value) < static_cast<std::size_t>(spec.max_length);
        if (!room) return;
        answer = spec.value + letter;
        tell(called);
    };
    if (writing->put_away) {
        open(Role::Group, own, Flow::Block, {}, 8);
        button({Role::Button, ButtonKind::Quiet, own + "/show", keys.show, {}});
        if (pressed(own + "/show")) {
            writing->put_away = false;
            out.again = true;
            out.focus = field;
        }
        close(8);
        return answer;
    }
    const float room = layout.width();
    const auto fit = static_cast<std::size_t>((room + kBetween) / (target() + kBetween));
    const std::size_t in_row = std::max<std::size_t>(1, std::min(fit, digits ? 3 : kMostInRow));
    const float widest = digits ? scaled(112) : scaled(88);
    const auto n = static_cast<float>(in_row);
    const float width = std::max(target(), std::min(std::floor((room - (n - 1) * kBetween) / n), widest));
    const float row = n * width + (n - 1) * kBetween;

    open(Role::Group, own, Flow::Block, {}, 12);
    tree.find(own)->name = keys.label;
    tree.find(own)->style = digits ? "keys digits" : "keys";
    const auto line = [&](const std::string& name, const std::function<void()>& content) {
        open(Role::Group, own + "/" + name, Flow::Inline, {0, 0, std::max(0.0F, room - row - 1), 0}, kBetween)
            .gap = kBetween;
        tree.find(own + "/" + name)->style = "key_row";
        content();
        close(kBetween);
    };
    const auto letter = [&](const std::string& text, std::string_view lang = {}) {
        if (key(own + "/" + text, text, width, Tri::Not, lang)) put(text, text);
    };
    const auto erase = [&] {
        if (!key(own + "/erase", keys.erase, 2 * width + kBetween)) return;
        answer = shortened(spec.value);
        const std::string gone = spec.value.substr(answer->size());
        tell(keys.erase + " " + (gone == " " ? keys.space : gone));
    };
    if (digits) {
        line("digits", [&] {
            for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"}) letter(digit);
            erase();
        });
        close(12);
        return answer;
    }
    const std::size_t at = std::min(writing->alphabet, keys.alphabets.size() - 1);
    const Keys::Alphabet& alphabet = keys.alphabets[at];
    line("digits", [&] {
        for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"}) letter(digit);
    });
    bool cased = false;
    line("letters", [&] {
        for (const std::string& small : alphabet.letters) {
            const std::string large = capital_of(small);
            cased = cased || large != small;
            // As on any keyboard the key says the same whatever it writes. Thirty that change at once are more than
            // Orca takes, and what was written would not be heard.
            if (!key(own + "/" + small, large, width, Tri::Not, alphabet.lang)) continue;
            const std::string& written = writing->capital ? large : small;
            put(written, written);
        }
    });
    if (answer) writing->capital = false;
    line("signs", [&] {
        for (const char* sign : kSigns) letter(sign);
        if (cased && key(own + "/capital", keys.capital, 2 * width + kBetween,
                         writing->capital ? Tri::Yes : Tri::No)) {
            writing->capital = !writing->capital;
            out.again = true;
        }
        if (keys.alphabets.size() > 1) {
            const std::size_t next = (at + 1) % keys.alphabets.size();
            if (key(own + "/alphabet", keys.alphabets[next].name, 2 * width + kBetween, Tri::Not,
                    keys.alphabets[next].lang)) {
                writing->alphabet = next;
                out.again = true;
            }
        }
        if (key(own + "/space", keys.space, 2 * width + kBetween)) put(" ", keys.space);
        erase();
    });
    close(12);
    return answer;
}

}  // namespace hemval::ui
