using Ledger.Host.Sheets;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Host.Answers;

/// <summary>What an inquiry's own stream says of its answer.</summary>
/// <param name="Person">Whom it is about: a token, or null.</param>
/// <param name="Sent">Hashes of what is on record as sent: answers and what went with them; of those whose keys have gone nothing.</param>
/// <param name="AnsweredAt">Index of the newest answer on record; -1 where there is none.</param>
/// <param name="Deposit">The deposit that is there, with its hash where that can still be read; null where there is none.</param>
/// <param name="Length">How many events the stream has.</param>
sealed record InquiryStream(string? Person, IReadOnlySet<string> Sent, long AnsweredAt, (AnswerDeposited Event, KeyName Key, string? Sha256)? Deposit, long Length)
{
    /// <summary>Whether any answer is on record.</summary>
    public bool Answered => AnsweredAt >= 0;

    /// <summary>Reads it; null where no inquiry of this number was received.</summary>
    public static async ValueTask<InquiryStream?> Read(string inquiry, IJournal journal, IKeyVault vault, CancellationToken cancel)
    {
        var (person, received, answered, length) = ((string?)null, false, -1L, 0L);
        HashSet<string> sent = new(StringComparer.Ordinal);
        (AnswerDeposited, KeyName, string?)? deposit = null;
        await foreach (var entry in journal.Read(Streams.OfInquiry(inquiry), 0, cancel))
        {
            length++;
            var happened = RecordedCodec.Read(entry);
            switch (happened.Data)
            {
                case InquiryReceived:
                    (person, received) = (person ?? happened.Subject, true);
                    break;
                case InquiryAnswered data:
                    answered = entry.Index;
                    var opened = OpenedEvent.Of(entry, journal.Origins, vault);
                    foreach (var pointer in Enumerable.Range(0, data.Attachments?.Count ?? 0).Select(at => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/data/attachments/{at}/sha256")).Prepend("/data/answerSha256"))
                        if (opened.At(pointer) is { } hash) sent.Add(hash);
                    break;
                case AnswerDeposited data:
                    deposit = (data, data.KeyOf(happened.Subject), OpenedEvent.Of(entry, journal.Origins, vault).At("/data/sha256"));
                    break;
                case AnswerRemoved data when data.Deposit == deposit?.Item1.Deposit:
                    deposit = null;
                    break;
            }
        }
        return received ? new(person, sent, answered, deposit, length) : null;
    }
}
