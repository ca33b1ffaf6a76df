#include "ocr/text_engine.h"

#include <dlfcn.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <leptonica/allheaders.h>
#include <tesseract/capi.h>

#include "base/text.h"

struct text_engine {
    TessBaseAPI *digits;
    TessBaseAPI *words;
    enum engine_mode mode; /* whose whitelist @digits has */
    double seconds;
};

/* Fitted so that the shares of two choices that are equally often right add up
 * to one. */
static const double RATING_SCALE = 6;

static const char DIGITS[] = "0123456789";
static const char NUMBERS[] = "0123456789.,-%";

static double cpu_seconds(void)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Mode 2 asks for the runners-up of every symbol. That takes more searches
 * through the same output: a quarter of a line's time, and the same text. */
static void ask_for_runners_up(TessBaseAPI *api, bool wanted)
{
    TessBaseAPISetVariable(api, "lstm_choice_mode", wanted ? "2" : "0");
}

/* Tesseract asks for its number of threads by name in each loop, so that
 * omp_set_num_threads() has no say: only no active levels keeps it to one
 * (measured: a page's 32 s of processor time became 10 s). Looked up at run
 * time, because which OpenMP library runs is Tesseract's choice and not ours. */
static void use_one_thread(void)
{
    void *symbol = dlsym(RTLD_DEFAULT, "omp_set_max_active_levels");
    void (*set_levels)(int) = NULL;

    if (symbol == NULL)
        return;
    memcpy(&set_levels, &symbol, sizeof set_levels);
    set_levels(0);
}

static TessBaseAPI *start(const char *language, bool with_dictionary,
                          struct fault *fault)
{
    static char *names[] = {"load_system_dawg", "load_freq_dawg",
                            "load_number_dawg", "load_punc_dawg"};
    static char *values[] = {"0", "0", "0", "0"};
    size_t n = with_dictionary ? 0 : sizeof names / sizeof *names;
    TessBaseAPI *api = TessBaseAPICreate();

    if (api == NULL) {
        (void)fault_set(fault, ST_LIB, "Tesseract could not be started");
        return NULL;
    }
    /* Global, and told first: a model that is missing is told by our fault. */
    TessBaseAPISetVariable(api, "debug_file", "/dev/null");
    if (TessBaseAPIInit4(api, NULL, language, OEM_LSTM_ONLY, NULL, 0, names,
                         values, n, 0) != 0) {
        (void)fault_set(fault, ST_LIB,
                        "Tesseract has no model %s; install the package "
                        "tesseract-ocr-%s",
                        language,
                        strcmp(language, "eng") == 0 ? "eng" : "chi-sim");
        TessBaseAPIDelete(api);
        return NULL;
    }
    /* Cells are dark on light; asking costs a second pass. */
    TessBaseAPISetVariable(api, "tessedit_do_invert", "0");
    return api;
}

enum status text_engine_open(struct text_engine **out, struct fault *fault)
{
    struct text_engine *engine = calloc(1, sizeof *engine);

    *out = NULL;
    if (engine == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for Tesseract");
    use_one_thread();
    /* Tesseract makes Leptonica complain of empty lines of text. */
    setMsgSeverity(L_SEVERITY_NONE);
    engine->digits = start("eng", false, fault);
    engine->words = engine->digits ? start("chi_sim", true, fault) : NULL;
    if (engine->digits == NULL || engine->words == NULL) {
        text_engine_close(&engine);
        return ST_LIB;
    }
    /* The coefficient keeps the scores of runners-up above 0. */
    TessBaseAPISetVariable(engine->digits, "lstm_rating_coefficient", "1");
    TessBaseAPISetVariable(engine->words, "lstm_rating_coefficient", "1");
    TessBaseAPISetVariable(engine->digits, "tessedit_char_whitelist", DIGITS);
    engine->mode = ENGINE_DIGITS;
    *out = engine;
    return ST_OK;
}

static void end(TessBaseAPI *api)
{
    if (api == NULL)
        return;
    TessBaseAPIEnd(api);
    TessBaseAPIDelete(api);
}

void text_engine_close(struct text_engine **engine)
{
    if (*engine == NULL)
        return;
    end((*engine)->digits);
    end((*engine)->words);
    free(*engine);
    *engine = NULL;
}

double text_engine_seconds(const struct text_engine *engine)
{
    return engine->seconds;
}

static void add_choice(struct engine_symbol *symbol, const char *text,
                       double confidence)
{
    struct engine_choice *choice = &symbol->choice[symbol->n];

    if (symbol->n == ENGINE_CHOICES || text == NULL || text[0] == '\0' ||
        strlen(text) >= sizeof choice->text)
        return;
    memcpy(choice->text, text, strlen(text) + 1);
    /* With a coefficient of 1 the confidence is 100 less the rating, and the
     * rating is a multiple of -ln(probability). */
    choice->score = exp((confidence - 100) / RATING_SCALE);
    symbol->n++;
}

/* The choices' scores are to be shares of one. */
static void share_out(struct engine_symbol *symbol)
{
    double sum = 0;

    for (int i = 0; i < symbol->n; i++)
        sum += symbol->choice[i].score;
    for (int i = 0; i < symbol->n && sum > 1; i++)
        symbol->choice[i].score /= sum;
}

static void collect_symbol(TessResultIterator *at, struct engine_line *line)
{
    struct engine_symbol *symbol = &line->symbol[line->n];
    /* Asked first: the choice iterator aborts the process where no word is. */
    char *text = TessResultIteratorGetUTF8Text(at, RIL_SYMBOL);
    TessChoiceIterator *choices;
    int top, bottom;

    symbol->n = 0;
    if (text == NULL)
        return;
    choices = TessResultIteratorGetChoiceIterator(at);
    TessPageIteratorBoundingBox(
        TessResultIteratorGetPageIteratorConst(at), RIL_SYMBOL, &symbol->left,
        &top, &symbol->right, &bottom);
    /* The text is what the beam search settled on; with a large alphabet the
     * choices' own first is often another character. */
    add_choice(symbol, text,
               (double)TessResultIteratorConfidence(at, RIL_SYMBOL));
    if (choices != NULL) {
        do {
            const char *other = TessChoiceIteratorGetUTF8Text(choices);
            if (other != NULL && strcmp(other, text) != 0)
                add_choice(symbol, other,
                           (double)TessChoiceIteratorConfidence(choices));
        } while (TessChoiceIteratorNext(choices));
        TessChoiceIteratorDelete(choices);
    }
    TessDeleteText(text);
    share_out(symbol);
    if (symbol->n > 0)
        line->n++;
}

static void collect(TessBaseAPI *api, struct engine_line *line)
{
    TessResultIterator *at = TessBaseAPIGetIterator(api);

    if (at == NULL)
        return;
    do {
        if (line->n < ENGINE_SYMBOLS)
            collect_symbol(at, line);
    } while (TessResultIteratorNext(at, RIL_SYMBOL));
    TessResultIteratorDelete(at);
}

static TessBaseAPI *choose(struct text_engine *engine, enum engine_mode mode)
{
    if (mode == ENGINE_WORDS)
        return engine->words;
    if (mode != engine->mode) {
        TessBaseAPISetVariable(engine->digits, "tessedit_char_whitelist",
                               mode == ENGINE_DIGITS ? DIGITS : NUMBERS);
        engine->mode = mode;
    }
    return engine->digits;
}

enum status text_engine_read_line(struct text_engine *engine,
                                  enum engine_mode mode, struct Pix *pix,
                                  struct engine_line *line,
                                  struct fault *fault)
{
    TessBaseAPI *api = choose(engine, mode);
    double begin = cpu_seconds();
    int failed;

    line->n = 0;
    ask_for_runners_up(api, true);
    TessBaseAPISetPageSegMode(api, PSM_SINGLE_BLOCK);
    TessBaseAPISetImage2(api, pix);
    TessBaseAPISetSourceResolution(api, 300);
    failed = TessBaseAPIRecognize(api, NULL);
    if (!failed)
        collect(api, line);
    TessBaseAPIClear(api);
    engine->seconds += cpu_seconds() - begin;
    if (failed)
        return fault_set(fault, ST_LIB, "Tesseract failed on a field");
    return ST_OK;
}

enum status text_engine_read_words(struct text_engine *engine,
                                   struct Pix *pix, int one_line, char *text,
                                   size_t size, double *confidence,
                                   struct fault *fault)
{
    TessBaseAPI *api = engine->words;
    double begin = cpu_seconds();
    char *theirs;

    text[0] = '\0';
    *confidence = 0;
    ask_for_runners_up(api, false);
    TessBaseAPISetPageSegMode(api, one_line ? PSM_SINGLE_LINE
                                            : PSM_SINGLE_BLOCK);
    TessBaseAPISetImage2(api, pix);
    TessBaseAPISetSourceResolution(api, 300);
    theirs = TessBaseAPIGetUTF8Text(api);
    if (theirs != NULL) {
        (void)text_copy(text, size, theirs);
        *confidence = TessBaseAPIMeanTextConf(api) / 100.0;
    }
    TessDeleteText(theirs);
    TessBaseAPIClear(api);
    engine->seconds += cpu_seconds() - begin;
    if (theirs == NULL)
        return fault_set(fault, ST_LIB, "Tesseract failed on an area");
    return ST_OK;
}
