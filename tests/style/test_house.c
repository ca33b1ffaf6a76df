/*
 * The house keeps its order: data moves right, #include points left, each
 * library stays in its room, only cli/ ends the process or writes to the
 * standard streams, and a file's name says which file it is.
 */
#include "house_rules.h"

#include <ctype.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILES_MAX = 4096 };

/* nftw() hands its function no context. */
static struct {
    char *paths[FILES_MAX];
    size_t n;
} tree;

static const char *const PARTS[] = {
    "base", "scan", "ocr",    "forms", "check",    "db",
    "batch", "review", "report", "cli", "tests", "examples",
};

static int note_file(const char *path, const struct stat *info, int kind,
                     struct FTW *place)
{
    (void)info;
    (void)place;
    if (kind == FTW_F && tree.n < FILES_MAX)
        tree.paths[tree.n++] = strdup(path);
    return 0;
}

static int walk_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        char path[512];

        (void)snprintf(path, sizeof path, "%s/%s", TZ_SOURCE_DIR, PARTS[i]);
        /* A room that is not built yet is no failure. */
        (void)nftw(path, note_file, 16, FTW_PHYS);
    }
    return 0;
}

static int forget_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < tree.n; i++)
        free(tree.paths[i]);
    return 0;
}

static const char *below_source(const char *path)
{
    return path + strlen(TZ_SOURCE_DIR) + 1;
}

static const char *base_name(const char *path)
{
    return strrchr(path, '/') + 1;
}

static bool is_source(const char *path)
{
    const char *dot = strrchr(base_name(path), '.');

    return dot != NULL && (strcmp(dot, ".c") == 0 || strcmp(dot, ".h") == 0);
}

static char *read_text(const char *path)
{
    enum { SOURCE_BYTES_MAX = 4 * 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    char *text = calloc(SOURCE_BYTES_MAX + 1, 1);

    assert_non_null(file);
    assert_non_null(text);
    (void)fread(text, 1, SOURCE_BYTES_MAX, file);
    (void)fclose(file);
    return text;
}

static void test_rooms(void **state)
{
    struct house_count count = {0, 0};
    size_t files = 0;

    (void)state;
    for (size_t i = 0; i < tree.n; i++) {
        const char *path = below_source(tree.paths[i]);
        char room[32], *text;

        (void)snprintf(room, sizeof room, "%.*s", (int)strcspn(path, "/"),
                       path);
        if (house_rank(room) < 0 || !is_source(tree.paths[i]))
            continue;
        text = read_text(tree.paths[i]);
        house_judge(room, path, text, &count);
        free(text);
        files++;
    }
    print_message("%zu files and %zu includes read\n", files, count.includes);
    assert_true(files > 20);
    assert_true(count.includes > files);
    assert_int_equal(count.complaints, 0);
}

static bool may_repeat(const char *name)
{
    return strcmp(name, "CMakeLists.txt") == 0;
}

static void test_unique_names(void **state)
{
    size_t compared = 0, repeated = 0;

    (void)state;
    for (size_t i = 0; i < tree.n; i++) {
        const char *name = base_name(tree.paths[i]);

        if (may_repeat(name) || !is_source(tree.paths[i]))
            continue;
        compared++;
        for (size_t k = 0; k < i; k++)
            if (strcmp(base_name(tree.paths[k]), name) == 0) {
                print_message("%s and %s have one name\n",
                              below_source(tree.paths[k]),
                              below_source(tree.paths[i]));
                repeated++;
            }
    }
    print_message("%zu names compared\n", compared);
    assert_true(compared > 20);
    assert_int_equal(repeated, 0);
}

static bool is_plain_name(const char *name)
{
    static const char *const EMPTY_WORDS[] = {"utils", "util", "helpers",
                                              "helper", "misc", "common"};
    size_t stem = strcspn(name, ".");

    for (size_t i = 0; i < stem; i++)
        if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i])
            && name[i] != '_')
            return false;
    for (size_t i = 0; i < sizeof EMPTY_WORDS / sizeof *EMPTY_WORDS; i++)
        if (strlen(EMPTY_WORDS[i]) == stem
            && strncmp(EMPTY_WORDS[i], name, stem) == 0)
            return false;
    return true;
}

static void test_plain_names(void **state)
{
    size_t wrong = 0, read = 0;

    (void)state;
    for (size_t i = 0; i < tree.n; i++) {
        if (!is_source(tree.paths[i]))
            continue;
        read++;
        if (!is_plain_name(base_name(tree.paths[i]))) {
            print_message("%s: no snake_case, or a name that says nothing\n",
                          below_source(tree.paths[i]));
            wrong++;
        }
    }
    print_message("%zu names read\n", read);
    assert_int_equal(wrong, 0);
}

/* The rules themselves: each must be able to fail. */
static const struct {
    const char *room, *text;
    size_t includes, complaints;
} SAMPLES[] = {
    {"forms", "#include \"base/text.h\"\n#include <stdio.h>\n", 2, 0},
    {"forms", "#include \"forms/grid.h\"\n#include \"beside.h\"\n", 2, 0},
    {"forms", "#include \"check/check.h\"\n", 1, 1},
    {"batch", "#include \"report/page.h\"\n", 1, 1},
    {"cli", "#include \"report/page.h\"\n", 1, 0},
    {"base", "#  include \"nowhere/x.h\"\n", 1, 1},
    {"forms", "#include <tesseract/capi.h>\n", 1, 1},
    {"ocr", "#include <tesseract/capi.h>\n", 1, 0},
    {"batch", "#include <sqlite3.h>\n", 1, 1},
    {"db", "#include <sqlite3.h>\n", 1, 0},
    {"db", "// #include \"cli/x.h\"\n/*\n#include \"cli/y.h\"\n*/\n", 0, 0},
    {"scan", "void f(void) { exit(1); }\n", 0, 1},
    {"scan", "int x = at_exit(1) + exits + fprintf(stderr, \"a\");\n", 0, 1},
    {"scan", "/* exit(1) */ char *s = \"abort() \\\" puts\"; char c = '\"';\n"
             "// printf\nint y;\n", 0, 0},
    {"scan", "_exit(1); snprintf(a, 1, \"printf\");\n", 0, 0},
    {"base", "__attribute__((format(printf, 1, 2)))\n", 0, 0},
    {"cli", "exit(1); puts(\"a\");\n", 0, 0},
};

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        struct house_count count = {0, 0};

        house_judge(SAMPLES[i].room, "sample", SAMPLES[i].text, &count);
        if (count.includes != SAMPLES[i].includes
            || count.complaints != SAMPLES[i].complaints)
            fail_msg("%zu includes and %zu complaints in: %s", count.includes,
                     count.complaints, SAMPLES[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rooms),
        cmocka_unit_test(test_unique_names),
        cmocka_unit_test(test_plain_names),
        cmocka_unit_test(test_rules),
    };

    return cmocka_run_group_tests(tests, walk_tree, forget_tree);
}
