#include "ocr/digits/weights_file.h"

#include <errno.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "ocr/digits/digit_net.h"

static const char MAGIC[8] = {'T', 'Z', 'D', 'I', 'G', 'I', 'T', 'S'};
enum { VERSION = 1, DESCRIPTION_MAX = 512, HALF_RANGE = 32767 };
enum { MOST_BYTES = 64 << 20 };

/* What the parameters are for; a file for another net does not fit ours. */
static size_t describe(char *text, size_t size)
{
    size_t n = (size_t)snprintf(text, size, "%s %d", NET_ALPHABET,
                                STRIP_HEIGHT);

    for (int i = 0; i < NET_LAYERS; i++) {
        const struct net_layer *l = &NET_SHAPE[i];
        n += (size_t)snprintf(text + n, size - n, " %dx%dx%d>%d/%dx%d",
                              l->kernel_height, l->kernel_width,
                              l->in_channels, l->out_channels, l->pool_height,
                              l->pool_width);
    }
    return n;
}

static size_t weights_of(int i)
{
    return net_biases_at(i) - net_weights_at(i);
}

static size_t biases_of(int i)
{
    return (size_t)NET_SHAPE[i].out_channels;
}

static size_t whole_size(size_t description)
{
    size_t size = sizeof MAGIC + 8 + description + WEIGHTS_DIGEST_SIZE;

    for (int i = 0; i < NET_LAYERS; i++)
        size += 4 + 2 * weights_of(i) + 4 * biases_of(i);
    return size;
}

static void digest_of(const unsigned char *bytes, size_t size,
                      unsigned char digest[WEIGHTS_DIGEST_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, size, bytes);
    sha256_digest(&sha, WEIGHTS_DIGEST_SIZE, digest);
}

static uint32_t get_u32(const unsigned char **at)
{
    const unsigned char *b = *at;

    *at += 4;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 |
           (uint32_t)b[3] << 24;
}

static float get_float(const unsigned char **at)
{
    uint32_t bits = get_u32(at);
    float value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

static int get_i16(const unsigned char **at)
{
    const unsigned char *b = *at;

    *at += 2;
    return (int16_t)(uint16_t)(b[0] | b[1] << 8);
}

static void put_u32(unsigned char **at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        *(*at)++ = (unsigned char)(value >> (8 * i));
}

static void put_float(unsigned char **at, float value)
{
    uint32_t bits;

    memcpy(&bits, &value, sizeof bits);
    put_u32(at, bits);
}

static void put_i16(unsigned char **at, long value)
{
    *(*at)++ = (unsigned char)((unsigned long)value & 255);
    *(*at)++ = (unsigned char)((unsigned long)value >> 8 & 255);
}

static void get_layers(const unsigned char *at, float *parameters)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        float *weights = parameters + net_weights_at(i);
        float *biases = parameters + net_biases_at(i);
        float unit = get_float(&at);
        for (size_t k = 0; k < weights_of(i); k++)
            weights[k] = unit * (float)get_i16(&at);
        for (size_t k = 0; k < biases_of(i); k++)
            biases[k] = get_float(&at);
    }
}

static void put_layers(unsigned char *at, const float *parameters)
{
    for (int i = 0; i < NET_LAYERS; i++) {
        const float *weights = parameters + net_weights_at(i);
        const float *biases = parameters + net_biases_at(i);
        float most = 0;
        for (size_t k = 0; k < weights_of(i); k++)
            most = fmaxf(most, fabsf(weights[k]));
        most = most > 0 ? most : 1;
        put_float(&at, most / HALF_RANGE);
        for (size_t k = 0; k < weights_of(i); k++)
            put_i16(&at, lrintf(weights[k] / most * HALF_RANGE));
        for (size_t k = 0; k < biases_of(i); k++)
            put_float(&at, biases[k]);
    }
}

enum status weights_parse(const unsigned char *bytes, size_t size,
                          const char *name, float *parameters,
                          struct fault *fault)
{
    const unsigned char *at = bytes + sizeof MAGIC;
    unsigned char digest[WEIGHTS_DIGEST_SIZE];
    char wanted[DESCRIPTION_MAX];
    size_t length = describe(wanted, sizeof wanted);
    uint32_t version;

    if (size < sizeof MAGIC + 8 || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return fault_set(fault, ST_INPUT, "%s: not a digit model", name);
    version = get_u32(&at);
    if (version != VERSION)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model of version %u, this program reads "
                         "version %d", name, (unsigned)version, VERSION);
    if (get_u32(&at) != length || size < sizeof MAGIC + 8 + length ||
        memcmp(at, wanted, length) != 0)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model for another net than this "
                         "program's", name);
    if (size != whole_size(length))
        return fault_set(fault, ST_INPUT,
                         "%s: digit model has %zu bytes, should have %zu",
                         name, size, whole_size(length));
    digest_of(bytes, size - sizeof digest, digest);
    if (memcmp(digest, bytes + size - sizeof digest, sizeof digest) != 0)
        return fault_set(fault, ST_INPUT,
                         "%s: digit model is damaged (its checksum does not "
                         "fit)", name);
    get_layers(at + length, parameters);
    return ST_OK;
}

static enum status read_all(const char *path, FILE *file,
                            unsigned char **bytes, size_t *size,
                            struct fault *fault)
{
    long end;

    if (fseek(file, 0, SEEK_END) != 0 || (end = ftell(file)) < 0 ||
        fseek(file, 0, SEEK_SET) != 0)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    if (end > MOST_BYTES)
        return fault_set(fault, ST_INPUT, "%s: not a digit model", path);
    *size = (size_t)end;
    *bytes = malloc(*size + 1);
    if (*bytes == NULL)
        return fault_set(fault, ST_NOMEM, "out of memory for %s", path);
    if (fread(*bytes, 1, *size, file) != *size)
        return fault_set(fault, ST_IO, "%s: could not be read to its end",
                         path);
    return ST_OK;
}

enum status weights_load(const char *path, float *parameters,
                         struct fault *fault)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    enum status rc;
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    rc = read_all(path, file, &bytes, &size, fault);
    fclose(file);
    if (rc == ST_OK)
        rc = weights_parse(bytes, size, path, parameters, fault);
    free(bytes);
    return rc;
}

static unsigned char *make_bytes(const float *parameters, size_t *size)
{
    char description[DESCRIPTION_MAX];
    size_t length = describe(description, sizeof description);
    unsigned char *bytes, *at;

    *size = whole_size(length);
    bytes = malloc(*size);
    if (bytes == NULL)
        return NULL;
    memcpy(bytes, MAGIC, sizeof MAGIC);
    at = bytes + sizeof MAGIC;
    put_u32(&at, VERSION);
    put_u32(&at, (uint32_t)length);
    memcpy(at, description, length);
    put_layers(at + length, parameters);
    digest_of(bytes, *size - WEIGHTS_DIGEST_SIZE,
              bytes + *size - WEIGHTS_DIGEST_SIZE);
    return bytes;
}

static enum status write_all(const char *path, const unsigned char *bytes,
                             size_t size, struct fault *fault)
{
    FILE *file = fopen(path, "wb");
    int wrong;

    if (file == NULL)
        return fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    wrong = fwrite(bytes, 1, size, file) != size;
    wrong |= fclose(file) != 0;
    if (wrong)
        return fault_set(fault, ST_IO, "%s: could not be written", path);
    return ST_OK;
}

enum status weights_save(const char *path, const float *parameters,
                         struct fault *fault)
{
    unsigned char *bytes = NULL;
    char *beside = NULL;
    size_t size = 0;
    enum status rc = ST_OK;

    bytes = make_bytes(parameters, &size);
    if (bytes == NULL || asprintf(&beside, "%s.new", path) < 0) {
        beside = NULL;
        rc = fault_set(fault, ST_NOMEM, "out of memory for %s", path);
        goto done;
    }
    rc = write_all(beside, bytes, size, fault);
    if (rc == ST_OK && rename(beside, path) != 0)
        rc = fault_set(fault, ST_IO, "%s: %s", path, strerror(errno));
    if (rc != ST_OK)
        (void)remove(beside);
done:
    free(bytes);
    free(beside);
    return rc;
}
