using System.Net.Http.Headers;
using System.Security.Cryptography;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Answers;

/// <summary>Inquiries that were answered, for tests of what is kept of the answer.</summary>
static class Answered
{
    /// <summary>A file larger than a few chunks, of which no part comes twice.</summary>
    public static byte[] File(int length, int seed) => RandomNumberBytes(length, seed);

    public static string Sha256(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    /// <summary>An inquiry of the regulator's that was answered with this file.</summary>
    public static Task Inquiry(this Served served, string number, string? person, byte[] file, byte[]? attachment = null) => served.Record(
    [
        Reads.Inquired($"q-{number}", person, number), Answer($"a-{number}", person, number, file, attachment),
    ]);

    public static string Answer(string id, string? person, string number, byte[] file, byte[]? attachment = null) => Lines.Event(id, person, "ledger.inquiry.answered.v1",
        $$"""{"inquiry":"{{number}}","answerSha256":"{{Sha256(file)}}","via":"portal","cases":[]{{(attachment is null ? "" : $$""","attachments":[{"name":"answer.zip","sha256":"{{Sha256(attachment)}}"}]""")}}}""");

    public static async Task<HttpResponseMessage> Deposit(this HttpClient client, string number, byte[] file, string type = "application/zip")
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await client.PutAsync($"/inquiries/{number}/answer", content);
    }

    /// <summary>Deposits it; it must be taken.</summary>
    public static async Task<string> Deposited(this HttpClient client, string number, byte[] file, string type = "application/zip")
    {
        using var answer = await client.Deposit(number, file, type);
        Assert.That((int)answer.StatusCode, Is.EqualTo(201), await answer.Content.ReadAsStringAsync());
        return (await answer.Json()).GetProperty("deposit").GetString()!;
    }

    public static Task<HttpResponseMessage> Take(this HttpClient client, string number) => client.GetAsync($"/inquiries/{number}/answer");

    static byte[] RandomNumberBytes(int length, int seed)
    {
        var bytes = new byte[length];
        for (int at = 0, block = 0; at < length; at += 32, block++)
        {
            var hash = SHA256.HashData(BitConverter.GetBytes(seed * 1_000_003L + block));
            hash.AsSpan(0, Math.Min(32, length - at)).CopyTo(bytes.AsSpan(at));
        }
        return bytes;
    }
}
