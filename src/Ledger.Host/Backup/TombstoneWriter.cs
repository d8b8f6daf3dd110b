using System.Security.Cryptography;
using Ledger.Backups;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// Keeps the list of tombstones in a folder of the operator's up with the log: after each checkpoint the destroying events it covers, then the head. It goes on
/// where the files end; a last line that a crash tore is cut off. What is there is never written over. One call at a time.
/// </summary>
sealed class TombstoneWriter(string folder, IJournal journal, NoteSigner signer) : IDisposable
{
    static readonly byte[][] Marks = [.. new[] { "person.", "act." }.Select(noun => System.Text.Encoding.UTF8.GetBytes($"\"type\":\"ledger.{noun}"))];

    readonly Queue<Tombstone> _unvouched = [];   // lines that a crash left behind those the head speaks of
    readonly TombstoneList _list = new(folder, signer.VerifierKey);
    FileStream? _file;
    IncrementalHash? _hash;
    TombstoneHead? _head;
    long _lines, _bytes, _last = -1;

    /// <summary>Up to which size the list is known to be whole; null before the folder was reached.</summary>
    public long? UpTo => _head?.UpTo;

    /// <summary>Appends what the checkpoint covers, durably, and then says so.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    /// <exception cref="InvalidDataException">What lies there is not what this log wrote.</exception>
    public async ValueTask Advance(Covering covering, CancellationToken cancel)
    {
        try
        {
            if (_file is null) await Open(cancel);
            if (_head is { } head && head.UpTo >= covering.Checkpoint.Size) return;
            await Append(covering, cancel);
            _file!.Flush(flushToDisk: true);
            var next = new TombstoneHead(covering.Checkpoint.Note, covering.Checkpoint.Size, _lines, _bytes, Convert.ToHexStringLower(_hash!.GetCurrentHash()));
            DurableFile.Write(_list.HeadPath, next.Sign(signer), secret: true);
            _head = next;
        }
        catch
        {
            Dispose();   // nobody knows what is on the disk: it is read again
            throw;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _hash?.Dispose();
        (_file, _hash, _head, _lines, _bytes, _last) = (null, null, null, 0, 0, -1);
        _unvouched.Clear();
    }

    async ValueTask Append(Covering covering, CancellationToken cancel)
    {
        await foreach (var entry in journal.ReadAll(_head?.UpTo ?? 0, cancel))
        {
            if (entry.Index >= covering.Checkpoint.Size) break;
            if (!Array.Exists(Marks, mark => entry.Bytes.Span.IndexOf(mark) >= 0)) continue;
            if (DestructionRecovery.MayDestroy(entry) is not { } recorded) continue;
            if (recorded.Data is not UnknownEvent && DestructionRecovery.Of(recorded.Data, recorded.Subject) is null) continue;
            if (_unvouched.TryDequeue(out var written))
            {
                if (written.Index != entry.Index || !written.Event.Span.SequenceEqual(entry.Bytes.Span) || !written.IsProven(signer.VerifierKey)) throw Strange();
                continue;
            }
            var proof = new TlogProof(entry.Index, covering.Tree.InclusionProof(entry.Index), covering.Checkpoint.Note);
            Write(new(entry.Index, _last, entry.Bytes, proof.ToString()));
        }
        if (_unvouched.Count > 0) throw Strange();
    }

    void Write(Tombstone tombstone)
    {
        var line = tombstone.ToLine();
        _file!.Write(line);
        Count(tombstone.Index, line);
    }

    void Count(long index, ReadOnlySpan<byte> line)
    {
        _hash!.AppendData(line);
        (_last, _lines, _bytes) = (index, _lines + 1, _bytes + line.Length);
    }

    /// <summary>Reads what is there: that it is this log's, and where it ends.</summary>
    async ValueTask Open(CancellationToken cancel)
    {
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException("The folder for tombstones is not there.");
        _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new(_list.LinesPath, options);
        var head = _list.Head();
        if (head is null && File.Exists(_list.HeadPath)) throw Strange();
        var vouched = head is null or { Bytes: 0 };
        Tombstone? last = null;
        foreach (var line in TombstoneLines.In(_file, _file.Length))
        {
            if (line[^1] != '\n') break;   // torn by a crash
            if (Tombstone.Parse(line.AsSpan(0, line.Length - 1)) is not { } tombstone || tombstone.Previous != _last || tombstone.Index <= _last) throw Strange();
            Count(tombstone.Index, line);
            if (_bytes == head?.Bytes) vouched = Convert.ToHexStringLower(_hash.GetCurrentHash()) == head.Sha256 && _lines == head.Lines;
            if (_bytes > (head?.Bytes ?? 0)) _unvouched.Enqueue(tombstone);
            else last = tombstone;
        }
        if (!vouched || (last is not null && !await IsOurs(last, cancel))) throw Strange();
        _file.SetLength(_bytes);
        _file.Position = _bytes;
        DurableFile.SyncFolder(folder);
        _head = head;
    }

    async ValueTask<bool> IsOurs(Tombstone last, CancellationToken cancel) =>
        await journal.At(last.Index, cancel) is { } entry && entry.Bytes.Span.SequenceEqual(last.Event.Span);

    static InvalidDataException Strange() => new("The tombstones in the folder are not those this log wrote: move them away, and the list is written anew.");
}
