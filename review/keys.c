/*
 * Figures, Enter and + - * / . lie on the number pad, so that one hand can do
 * nearly everything; each has a letter too. Order of the list is order of the
 * bar: what is needed most comes first.
 */
#include "review/keys.h"

#include <string.h>

#include "review/entry.h"
#include "review/words.h"

const struct review_key REVIEW_KEYS[] = {
    {ACT_CONFIRM, " ", "Enter", N_("right"),
     N_("Enter or space: it is what choice 1 says")},
    {ACT_PICK, "123456789", "1-9", N_("choose"),
     N_("take that choice, in one key")},
    {ACT_TYPE, "+=e", "+", N_("type"),
     N_("+ = or e: type what the paper says; Tab completes, Enter ends")},
    {ACT_ZERO, "0", "0", N_("zero"), N_("a written 0")},
    {ACT_BLANK, ".b", ".", N_("blank"), N_(". or b: nothing is written there")},
    {ACT_DASH, "-", "-", N_("dash"), N_("a dash stands there")},
    {ACT_DITTO, "\"d", "\"", N_("ditto"),
     N_("\" or d: a ditto mark, the value of the cell above")},
    {ACT_STRUCK, "x", "x", N_("struck"),
     N_("struck out; then what was written instead")},
    {ACT_ILLEGIBLE, "i", "i", N_("illegible"), N_("nobody can read it")},
    {ACT_AS_WRITTEN, "p", "p", N_("paper says so"),
     N_("it is read right and the paper itself is wrong")},
    {ACT_NOTE, "n", "n", N_("remark"), N_("leave a remark on the cell")},
    {ACT_SKIP, "*s", "*", N_("later"), N_("* or s: ask it again at the end")},
    {ACT_UNDO, "/u", "/", N_("undo"),
     N_("/ or u: take back your last word, any number of times")},
    {ACT_CONTACT, "c", "c", N_("alike"),
     N_("all cells that were read alike, on one sheet")},
    {ACT_DIGITS, "g", "g", N_("all 7s"),
     N_("all the 7s of one hand, or whatever figure is in doubt")},
    {ACT_TABLE, "t", "t", N_("table"), N_("the whole sheet as a table")},
    {ACT_PAGE, "v", "v", N_("page"), N_("the page as it was scanned")},
    {ACT_ORDER, "o", "o", N_("order"),
     N_("order of work, and what to leave "
        "out")},
    {ACT_PICTURE, "r", "r", N_("picture"), N_("draw with other characters")},
    {ACT_HELP, "?h", "?", N_("help"), N_("? or h: this list")},
    {ACT_QUIT, "q", "q", N_("end"), N_("end; everything is stored already")},
};
const size_t REVIEW_N_KEYS = sizeof REVIEW_KEYS / sizeof *REVIEW_KEYS;

enum review_action review_action_of(uint32_t key)
{
    uint32_t plain = entry_plain(key);

    if (key == KEY_CODE_ENTER)
        return ACT_CONFIRM;
    if (plain >= 'A' && plain <= 'Z')
        plain += 'a' - 'A';
    if (plain == 0 || plain > 127)
        return ACT_NONE;
    for (size_t i = 0; i < REVIEW_N_KEYS; i++)
        if (strchr(REVIEW_KEYS[i].keys, (int)plain) != NULL)
            return REVIEW_KEYS[i].action;
    return ACT_NONE;
}

int review_figure_of(uint32_t key)
{
    uint32_t plain = entry_plain(key);

    return plain >= '1' && plain <= '9' ? (int)(plain - '0') : 0;
}

bool review_is_back(uint32_t key)
{
    uint32_t plain = entry_plain(key);

    return key == KEY_CODE_ESCAPE || plain == 'q' || plain == 'Q';
}
