/* What keys do while a question is on the screen. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "review/composed_words.h"
#include "review/session.h"
#include "review/words.h"

static bool is_figure_type(const struct value_type *type)
{
    return type->kind != VALUE_TEXT && type->kind != VALUE_CODE;
}

static const struct value_type *type_asked(const struct review_session *s)
{
    return sheet_now_type(&s->now, s->question.at);
}

/* Nothing is offered to choose from: what is keyed is the value itself. */
static bool types_at_once(const struct review_session *session)
{
    return session->question.n_choices == 0;
}

/* What the letters that stand there may become. */
static enum status expect_whole(struct review_session *session,
                                struct fault *fault)
{
    const struct db_cell *cell = &session->question.cell;
    const struct word_place place = {
        cell->column, session->question.blind ? "" : cell->value,
        session->question.blind
            ? ""
            : sheet_now_above(&session->now, session->question.at)};

    session->entry.whole[0] = '\0';
    if (session->prompt == PROMPT_NOTE || cell->personal ||
        is_figure_type(type_asked(session)))
        return ST_OK;
    return composed_words_complete(&session->words, session->archive, &place,
                                   session->entry.text, session->entry.whole,
                                   fault);
}

static enum status begin_typing(struct review_session *session,
                                enum prompt prompt, uint32_t first,
                                struct fault *fault)
{
    entry_begin(&session->entry,
                prompt == PROMPT_NOTE || !is_figure_type(type_asked(session)));
    session->prompt = prompt;
    if (first != 0)
        (void)entry_add(&session->entry, first);
    return first == 0 ? ST_OK : expect_whole(session, fault);
}

/* ---- choices ---- */

static enum status pick(struct review_session *session, int figure,
                        bool as_written, struct fault *fault)
{
    const struct question *question = &session->question;

    if (figure < 1 || figure > question->n_choices) {
        session_say(session, true, _("there is no choice %d; + types a value"),
                    figure);
        return ST_OK;
    }
    /* The word outlives the question: going on puts the next one. */
    const struct question_choice choice = question->choices[figure - 1];
    return session_decide(session, choice.value, choice.state, as_written,
                          fault);
}

static enum status confirm(struct review_session *session, bool as_written,
                           struct fault *fault)
{
    const struct question *question = &session->question;

    if (question->n_choices == 0 ||
        question->choices[0].origin == CHOICE_PERSON) {
        session_say(session, true, "%s",
                    question->n_choices == 0
                        ? _("nothing stands yet: key what the paper says")
                        : _("choose 1 or 2, or + to type what you read"));
        return ST_OK;
    }
    return pick(session, 1, as_written, fault);
}

static enum status decide_ditto(struct review_session *session,
                                struct fault *fault)
{
    char above[OCR_TEXT_MAX];

    (void)text_copy(above, sizeof above,
                    sheet_now_above(&session->now, session->question.at));
    if (above[0] == '\0') {
        session_say(session, true, "%s",
                    _("nothing stands above that a ditto mark could repeat"));
        return ST_OK;
    }
    return session_decide(session, above, READ_DITTO, false, fault);
}

/* ---- typing ---- */

static int count_failing(struct review_session *session, const char *value)
{
    struct check_cell_law laws[CELL_LAWS_MAX];
    struct fault ignored;
    size_t n;
    int failing = 0;

    if (sheet_now_laws(&session->now, session->question.at, value, laws, &n,
                       &ignored) != ST_OK)
        return 0;
    for (size_t i = 0; i < n; i++)
        failing += !laws[i].held;
    return failing;
}

static bool is_offered(const struct question *question, const char *value)
{
    for (int i = 0; i < question->n_choices; i++)
        if (strcmp(question->choices[i].value, value) == 0)
            return true;
    return false;
}

static void ask_really(struct review_session *session, const char *value,
                       enum reading_state state, const char *objection)
{
    (void)text_copy(session->pending.value, OCR_TEXT_MAX, value);
    session->pending.state = state;
    (void)text_copy(session->pending.objection,
                    sizeof session->pending.objection, objection);
    session->prompt = PROMPT_REALLY;
}

/* Sums object to what makes them no better than what stands. */
static enum status weigh_typed(struct review_session *session,
                               const char *value, enum reading_state state,
                               struct fault *fault)
{
    char objection[QUESTION_REASON_SIZE];
    enum status rc =
        question_objection(&session->now, session->question.at, value,
                           objection, sizeof objection, fault);

    if (rc != ST_OK)
        return rc;
    if (objection[0] == '\0' || is_offered(&session->question, value) ||
        count_failing(session, value) <
            count_failing(session, session->question.cell.value))
        return session_decide(session, value, state, false, fault);
    ask_really(session, value, state, objection);
    return ST_OK;
}

static enum reading_state typed_state(const struct review_session *session,
                                      const char *value)
{
    if (session->prompt == PROMPT_STRUCK)
        return READ_STRUCK;
    return strcmp(value, "0") == 0 && is_figure_type(type_asked(session))
               ? READ_ZERO
               : READ_VALUE;
}

static enum status end_typing(struct review_session *session,
                              struct fault *fault)
{
    char value[OCR_TEXT_MAX];

    switch (entry_check(&session->entry, type_asked(session), value)) {
    case ENTRY_EMPTY:
        if (session->prompt == PROMPT_STRUCK)
            return session_decide(session, "", READ_STRUCK, false, fault);
        session_say(session, true, "%s",
                    _("nothing is typed; Esc goes back, . there means blank"));
        return ST_OK;
    case ENTRY_GOOD:
        return weigh_typed(session, value, typed_state(session, value), fault);
    case ENTRY_UNLISTED:
        if (is_offered(&session->question, value))
            return session_decide(session, value, typed_state(session, value),
                                  false, fault);
        ask_really(session, value, typed_state(session, value),
                   _("this word is on no list of the form"));
        return ST_OK;
    case ENTRY_WRONG:
        session_say(session, true,
                    _("\"%s\" cannot stand in this column; what cannot be "
                      "read is i"),
                    session->entry.text);
        return ST_OK;
    }
    return ST_OK;
}

static enum status end_note(struct review_session *session, struct fault *fault)
{
    enum status rc = db_note(session->archive, session->question.cell.id,
                             session->who, session->entry.text, fault);

    session->prompt = PROMPT_NONE;
    if (rc != ST_OK) {
        session_say(session, true, "%s", fault->text);
        return ST_OK;
    }
    (void)text_copy(session->question.note, OCR_TEXT_MAX, session->entry.text);
    session_say(session, false, "%s", _("the remark is kept"));
    return ST_OK;
}

static enum status press_typing(struct review_session *session, uint32_t key,
                                struct fault *fault)
{
    switch (key) {
    case KEY_CODE_TAB:
        if (!entry_complete(&session->entry))
            session_say(session, true, "%s",
                        _("nothing is known that begins so"));
        return ST_OK;
    case KEY_CODE_ENTER:
        return session->prompt == PROMPT_NOTE ? end_note(session, fault)
                                              : end_typing(session, fault);
    case KEY_CODE_ESCAPE:
        session->prompt = PROMPT_NONE;
        return ST_OK;
    case KEY_CODE_BACKSPACE:
        if (session->entry.text[0] == '\0')
            session->prompt = PROMPT_NONE;
        entry_drop(&session->entry);
        return expect_whole(session, fault);
    default:
        if (key < KEY_CODE_ENTER && !entry_add(&session->entry, key))
            session_say(session, true, "%s", _("the line is full"));
        return expect_whole(session, fault);
    }
}

static enum status press_really(struct review_session *session, uint32_t key,
                                struct fault *fault)
{
    uint32_t plain = entry_plain(key);

    if (plain == 'y' || plain == 'Y' || plain == '+') {
        const struct pending word = session->pending;
        return session_decide(
            session, word.value, word.state,
            word.state == READ_VALUE || word.state == READ_ZERO, fault);
    }
    /* Anything else goes back to the line as it was typed. */
    session->prompt =
        session->pending.state == READ_STRUCK ? PROMPT_STRUCK : PROMPT_TYPE;
    return ST_OK;
}

/* ---- all keys ---- */

static enum status put_off(struct review_session *session, struct fault *fault)
{
    int at = work_list_find(&session->list, session->question.cell.id);

    if (at >= 0)
        session->list.items[at].later = true;
    return session_next(session, fault);
}

static enum status open_contact(struct review_session *session,
                                struct fault *fault)
{
    enum status rc = contact_open(session, fault);

    if (rc == ST_NONE) {
        session_say(session, true, "%s",
                    _("no other open cell was read like this one"));
        return ST_OK;
    }
    return rc;
}

static enum status open_digits(struct review_session *session,
                               struct fault *fault)
{
    enum status rc = contact_open_digits(session, fault);

    if (rc == ST_NONE) {
        session_say(session, true, "%s",
                    _("no other open cell of this hand hangs on the same "
                      "figure"));
        return ST_OK;
    }
    return rc;
}

static void next_symbols(struct review_session *session)
{
    session->style.symbols = session->style.symbols == INK_BLOCKS ? INK_BRAILLE
                             : session->style.symbols == INK_BRAILLE
                                 ? INK_ASCII
                                 : INK_BLOCKS;
}

static enum status act(struct review_session *session,
                       enum review_action action, uint32_t key,
                       struct fault *fault)
{
    switch (action) {
    case ACT_CONFIRM:
        return confirm(session, false, fault);
    case ACT_PICK:
        return pick(session, review_figure_of(key), false, fault);
    case ACT_AS_WRITTEN:
        return confirm(session, true, fault);
    case ACT_TYPE:
        return begin_typing(session, PROMPT_TYPE, 0, fault);
    case ACT_STRUCK:
        return begin_typing(session, PROMPT_STRUCK, 0, fault);
    case ACT_NOTE:
        return begin_typing(session, PROMPT_NOTE, 0, fault);
    case ACT_ZERO:
        return session_decide(session, "0", READ_ZERO, false, fault);
    case ACT_BLANK:
        return session_decide(session, "", READ_BLANK, false, fault);
    case ACT_DASH:
        return session_decide(session, "", READ_DASH, false, fault);
    case ACT_ILLEGIBLE:
        return session_decide(session, "", READ_ILLEGIBLE, false, fault);
    case ACT_DITTO:
        return decide_ditto(session, fault);
    case ACT_SKIP:
        return put_off(session, fault);
    case ACT_UNDO:
        return session_undo(session, fault);
    case ACT_CONTACT:
        return open_contact(session, fault);
    case ACT_DIGITS:
        return open_digits(session, fault);
    case ACT_TABLE:
        table_open(session);
        return ST_OK;
    case ACT_PAGE:
        page_open(session);
        return ST_OK;
    case ACT_ORDER:
        session->view = VIEW_ORDER;
        return ST_OK;
    case ACT_HELP:
        session->view = VIEW_HELP;
        return ST_OK;
    case ACT_PICTURE:
        next_symbols(session);
        return ST_OK;
    case ACT_QUIT:
        session->over = true;
        return ST_OK;
    case ACT_NONE:
        break;
    }
    return ST_OK;
}

enum status question_press(struct review_session *session, uint32_t key,
                           struct fault *fault)
{
    enum review_action action = review_action_of(key);

    if (session->prompt == PROMPT_REALLY)
        return press_really(session, key, fault);
    if (session->prompt != PROMPT_NONE)
        return press_typing(session, key, fault);
    if (types_at_once(session) && (action == ACT_PICK || action == ACT_ZERO)) {
        return begin_typing(session, PROMPT_TYPE, key, fault);
    }
    /* A Chinese word from an input method is a value, never a command. */
    if (action == ACT_NONE && key >= 0x2E80 && key < KEY_CODE_ENTER) {
        return begin_typing(session, PROMPT_TYPE, key, fault);
    }
    if (action == ACT_NONE && key < KEY_CODE_ENTER)
        session_say(session, true, "%s",
                    _("this key means nothing here; ? lists them"));
    return act(session, action, key, fault);
}
