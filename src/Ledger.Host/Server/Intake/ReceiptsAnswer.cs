using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Host.Server.Intake;

/// <summary>Receipts as JSON, each with its proof where there are proofs.</summary>
sealed class ReceiptsAnswer(IReadOnlyList<Receipt> receipts, string[]? proofs) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => JsonBody.Write(httpContext, (receipts, proofs), static (json, given) =>
    {
        json.WriteStartObject();
        json.WriteStartArray("receipts"u8);
        for (var at = 0; at < given.receipts.Count; at++) Write(json, given.receipts[at], given.proofs?[at]);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>One receipt as an object.</summary>
    public static void Write(Utf8JsonWriter json, Receipt receipt, string? proof = null)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, receipt.Index);
        json.WriteString("stream"u8, receipt.Stream);
        json.WriteNumber("sequence"u8, receipt.Sequence);
        json.WriteString("leafHash"u8, Convert.ToHexStringLower(receipt.LeafHash));
        json.WriteBoolean("duplicate"u8, receipt.Duplicate);
        if (proof is not null) json.WriteString("proof"u8, proof);
        json.WriteEndObject();
    }
}
