using Ledger.Proofs;

namespace Ledger.Sealing;

/// <summary>Derives the keys of single sealed fields from the vault's keys, for those entitled to see the values.</summary>
public sealed class Opener(IKeyVault vault)
{
    /// <summary>The field's own key (its opening), or null where the vault key under it has been destroyed.</summary>
    public byte[]? FieldKeyOf(SealedField field, FieldContext place) =>
        KeyName.Parse(field.KeyName) is { } name && vault.Find(name) is { } key ? FieldKey.Derive(place, key, field.Salt.Span) : null;
}
