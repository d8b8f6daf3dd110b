using System.Text;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <summary>
/// Where the master key comes from: given by the operator (then the operator keeps and replaces it), or a file made at first start with
/// mode 0600. While a rotation runs both keys are there, <c>master.key</c> and <c>master.key.new</c>; the vault itself tells which of them
/// it is under.
/// </summary>
sealed class MasterKeyFile(string path, byte[]? given, FillRandom random)
{
    string Next => path + ".new";

    /// <summary>The keys the vault may be under, the likeliest first; none where no key was ever made.</summary>
    public IReadOnlyList<byte[]> Candidates() =>
        given is not null ? [given] : [.. new[] { path, Next }.Where(File.Exists).Select(file => MasterKey.Decode(File.ReadAllText(file)))];

    /// <summary>The key of a vault that is just being made; durable before the vault is.</summary>
    public byte[] First()
    {
        if (Candidates() is [var kept, ..]) return kept;
        var key = new byte[MasterKey.Length];
        random(key);
        Write(path, key);
        return key;
    }

    /// <summary>Keeps the key a rotation is going to, beside the one the vault is still under.</summary>
    public void Stage(byte[] key)
    {
        if (given is null) Write(Next, key);
    }

    /// <summary>The vault is under this key: from now on it is the only one in the file.</summary>
    public void Settle(byte[] key)
    {
        if (given is not null || !File.Exists(Next)) return;
        if (MasterKey.Decode(File.ReadAllText(Next)).AsSpan().SequenceEqual(key)) DurableFile.Move(Next, path);
        else File.Delete(Next);
    }

    static void Write(string path, byte[] key)
    {
        try
        {
            DurableFile.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"), secret: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusedException.ReadOnly, "The master key could not be written.", exception);
        }
    }
}
