using System.Text.Json;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Sheets;

/// <summary>Names persons by the operator's own id where it can still be opened: looked up for this answer, never stored.</summary>
sealed class Identities(IJournal journal, IKeyVault vault)
{
    const string Pointer = "/data/person";

    /// <summary>The operator's id of the person, or the token where the evidence key has gone.</summary>
    public async ValueTask<string> NameOf(string token, CancellationToken cancel)
    {
        await foreach (var first in journal.Read(token, 0, cancel))
        {
            using var document = JsonDocument.Parse(first.Bytes);
            var recorded = document.RootElement;
            foreach (var (pointer, field) in SealedFields.In(recorded))
            {
                if (pointer != Pointer) continue;
                var place = new FieldContext(
                    journal.Origin, token, recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, pointer, field.KeyName);
                return new Opener(vault).FieldKeyOf(field, place) is { } key && field.Open(place, key).Value is { } userId ? userId : token;
            }
            break;
        }
        return token;
    }
}
