using System.Text.Json;
using Ledger.Exports;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Sheets;

/// <summary>One sealed field of a stored event, opened.</summary>
/// <param name="Key">The key it is sealed under: with it the value goes.</param>
/// <param name="Value">The value in the clear; it must not outlive the answer it is opened for, nor its key.</param>
sealed record OpenedField(string Key, string Value)
{
    /// <summary>The field at a JSON pointer; null where the event has none, or its key has gone. Pass the journal's <see cref="IJournal.Origins"/>.</summary>
    public static OpenedField? Of(Entry entry, string pointer, LogOrigins origins, IKeyVault vault, OpenedKeys? opened = null)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        var recorded = document.RootElement;
        foreach (var (at, field) in SealedFields.In(recorded))
        {
            if (at != pointer) continue;
            var place = new FieldContext(
                origins.At(entry.Index), entry.Stream, recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, at, field.KeyName);
            return new Opener(vault).FieldKeyOf(field, place) is { } key && field.Open(place, opened?.Remember(field.KeyName, key) ?? key).Value is { } value ? new(field.KeyName, value) : null;
        }
        return null;
    }

    /// <summary>The value is personal and never prints.</summary>
    public override string ToString() => "[personal]";
}
