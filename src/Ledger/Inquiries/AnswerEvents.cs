using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Inquiries;

/// <summary>
/// The file that was sent as an answer was deposited, sealed, for whoever asked to take. It lies beside the log, under a key of its own that goes with the
/// content of anybody it shows something of.
/// </summary>
/// <param name="Inquiry">The operator's own number of the inquiry.</param>
/// <param name="Deposit">Identifies the deposit.</param>
/// <param name="Sha256">SHA-256 of the file: that of the answer on record, or of what was sent with it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its length.</param>
public sealed record AnswerDeposited(
    string Inquiry, string Deposit, [Sha256, Sealed(KeyClass.Evidence, "inquiry")] PersonalValue Sha256, string MediaType, long Bytes) : InquiryEvent
{
    /// <summary>The key it is sealed under: of the person the inquiry is about, or of the inquiry.</summary>
    public KeyName KeyOf(string? person) => new(person ?? KeyName.OwnerOf(Streams.OfInquiry(Inquiry)), KeyClass.Content, KeyName.AnswerPrefix + Deposit, 1);
}

/// <summary>A deposited answer was removed, or replaced by another: its key was destroyed.</summary>
/// <param name="Inquiry">The operator's own number of the inquiry.</param>
/// <param name="Deposit">Which deposit.</param>
/// <param name="Keys">Name of its key, written by the ledger.</param>
public sealed record AnswerRemoved(string Inquiry, string Deposit, [ByLedger, Items(1, 256), Text(256)] IReadOnlyList<string>? Keys = null) : InquiryEvent;

/// <summary>Which deposited answers show something of a person.</summary>
public interface IDepositedAnswers
{
    /// <summary>The living keys of the answers that show, or may show, something of the person whom the token means.</summary>
    IReadOnlyList<KeyName> KeysShowing(string token);
}

/// <summary>Why an answer is not deposited, or not handed out; docs/refusals.md explains each.</summary>
public static class AnswerRefusals
{
    /// <summary>The inquiry has no answer on record.</summary>
    public const string AnswerNotRecorded = "answer-not-recorded";

    /// <summary>The file is not what is on record as sent.</summary>
    public const string AnswerDiffers = "answer-differs";

    /// <summary>The file shows a value whose key was destroyed since.</summary>
    public const string AnswerShowsDestroyed = "answer-shows-destroyed";

    /// <summary>No answer is deposited for this inquiry.</summary>
    public const string AnswerUnknown = "answer-unknown";

    /// <summary>The answer was destroyed, with the data of somebody it showed.</summary>
    public const string AnswerDestroyed = "answer-destroyed";
}
