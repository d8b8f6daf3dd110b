using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Host.Server;

/// <summary>Writes a JSON answer whole: into a buffer of the thread's own first, so that its length is known and a failure leaves nothing half sent.</summary>
static class JsonBody
{
    const int KeptMax = 64 << 10;

    [ThreadStatic]
    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? t_kept;

    /// <summary>Answers with what <paramref name="write"/> writes; the status is as it was set.</summary>
    public static Task Write<T>(HttpContext context, T given, Action<Utf8JsonWriter, T> write, string contentType = "application/json")
    {
        var (buffer, json) = t_kept ?? New();
        t_kept = null;
        write(json, given);
        json.Flush();
        var response = context.Response;
        (response.ContentType, response.ContentLength) = (contentType, buffer.WrittenCount);
        response.BodyWriter.Write(buffer.WrittenSpan);   // sent when the request ends
        if (buffer.Capacity > KeptMax) return Task.CompletedTask;
        buffer.ResetWrittenCount();
        json.Reset();
        t_kept = (buffer, json);
        return Task.CompletedTask;
    }

    static (ArrayBufferWriter<byte>, Utf8JsonWriter) New()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        // The text never reaches HTML unescaped.
        return (buffer, new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }));
    }
}
