using System.Globalization;
using System.Text.Json;
using Ledger.Proofs;

namespace Ledger.Backups;

/// <summary>
/// What the log says of a list of its tombstones: below the size of the checkpoint there are these and no others. Signed as a C2SP note whose first line is
/// <see cref="Title"/>, so that it can never pass for a checkpoint.
/// </summary>
/// <param name="Checkpoint">The checkpoint, as the log signed it.</param>
/// <param name="UpTo">Its size.</param>
/// <param name="Lines">How many tombstones there are.</param>
/// <param name="Bytes">How many bytes their lines have.</param>
/// <param name="Sha256">SHA-256 of these bytes, lowercase hexadecimal.</param>
public sealed record TombstoneHead(string Checkpoint, long UpTo, long Lines, long Bytes, string Sha256)
{
    /// <summary>The first line of the note's text.</summary>
    public const string Title = "ledger-tombstones/v1";

    static readonly JsonSerializerOptions Exact = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The head file's bytes.</summary>
    public byte[] Sign(NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return [.. JsonSerializer.SerializeToUtf8Bytes(new Document(signer.Sign(Text(signer.VerifierKey.Name)), Checkpoint), Exact), (byte)'\n'];
    }

    /// <summary>The head that this key signed; null for anything else.</summary>
    public static TombstoneHead? Open(ReadOnlySpan<byte> file, VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (Read(file) is not { } said || SignedNote.Parse(said.Tombstones) is not { } note || note.Check(key) != SignatureCheck.Verified) return null;
        if (Proofs.Checkpoint.Open(said.Checkpoint, key) is not { } checkpoint || note.Text.Split('\n') is not [_, _, _, var lines, var bytes, var sha256, ""]) return null;
        if (!long.TryParse(lines, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return null;
        var head = new TombstoneHead(said.Checkpoint, checkpoint.Size, count, length, sha256);
        return head.Text(key.Name) == note.Text ? head : null;
    }

    static Document? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(file, Exact);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    string Text(string origin) => string.Create(CultureInfo.InvariantCulture, $"{Title}\n{origin}\n{UpTo}\n{Lines}\n{Bytes}\n{Sha256}\n");

    sealed record Document(string Tombstones, string Checkpoint);
}
