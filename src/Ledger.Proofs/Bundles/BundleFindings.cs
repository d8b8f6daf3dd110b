using System.Globalization;

namespace Ledger.Proofs;

/// <summary>Gathers what is found while a bundle is read: faults of files and of events, each up to a limit, and notes.</summary>
internal sealed class BundleFindings
{
    const int FaultsMax = 100, TextMax = 300;

    readonly List<BundleFault> _faults = [];
    long _leftOut;

    internal List<BundleNote> Notes { get; } = [];

    internal bool Any => _faults.Count > 0;

    /// <summary>Whole files first, then by index.</summary>
    internal IReadOnlyList<BundleFault> Faults => [.. _faults.OrderBy(fault => fault.Index ?? -1)];

    internal long LeftOut => _leftOut;

    internal void Fault(string code, string file, string message) => Fault(code, file, null, message);

    internal void Fault(string code, string file, long? index, string message)
    {
        // A flood of bad events must not crowd out what is said of whole files, and the other way round.
        if (_faults.Count(known => known.Index is null == index is null) < FaultsMax)
        {
            _faults.Add(new BundleFault(code, Printable(file), index, Printable(message)));
        }
        else
        {
            _leftOut++;
        }
    }

    /// <summary>What cannot be read to its end is the first cause, whatever was found on the way there: how much that is depends on how the reader is built.</summary>
    internal void Unreadable(string message) => _faults.Insert(0, new BundleFault(FaultCode.ArchiveUnreadable, "", null, message));

    internal void Note(string code, string message, long? count = null)
    {
        if (count is not 0)
        {
            Notes.Add(new BundleNote(code, count, message));
        }
    }

    /// <summary>Names from inside the bundle must not reach a terminal at any length, nor with control characters.</summary>
    internal static string Printable(string text) =>
        string.Concat(text.Take(TextMax).Select(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c));
}
