using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Consents;
using Ledger.Host.Reports;
using Ledger.Host.Sheets;
using Ledger.Host.Web.Parts;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Web.Persons;

/// <summary>
/// Makes a page of a person's timeline from the file that was answered, and proves each of its events by the newest checkpoint. Only the events of the page
/// are read again, for their stored bytes.
/// </summary>
sealed class Timeline(IJournal journal, IKeyVault vault, TransparencyLog log, ICheckpoints checkpoints)
{
    /// <summary>How many events a page shows.</summary>
    public const int PageLength = 40;

    /// <summary>The page.</summary>
    /// <param name="file">The person.</param>
    /// <param name="view">Which kind and which page.</param>
    /// <param name="language">The language.</param>
    /// <param name="words">How values read.</param>
    /// <param name="opened">Whether sealed values are shown: only where the file was asked for opened.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<TimelinePage> Read(PersonFile file, PageView view, ReportLanguage language, ReportWording words, bool opened, CancellationToken cancel)
    {
        var counts = file.Events.CountBy(happened => TimelineKinds.Of(happened.Type)).ToDictionary();
        var asked = file.Events.Where(happened => view.Kind is null || TimelineKinds.Of(happened.Type) == view.Kind).ToList();
        var pages = Math.Max((asked.Count + PageLength - 1) / PageLength, 1);
        var number = Math.Min(view.Number, pages);
        var shown = asked.OrderByDescending(happened => happened.Time).ThenByDescending(happened => happened.Index).Skip((number - 1) * PageLength).Take(PageLength).ToList();
        var proofs = await Proofs.At(log, checkpoints, cancel);
        var stored = await Stored([.. shown.Select(happened => happened.Index).Order()], cancel);
        var entries = shown.Select(happened => Entry(file, happened, stored[happened.Index], new(language, words, opened), proofs)).ToList();
        return new(entries, counts, number, pages, proofs.Checkpoint?.Size);
    }

    async ValueTask<Dictionary<long, Entry>> Stored(IReadOnlyList<long> indexes, CancellationToken cancel)
    {
        Dictionary<long, Entry> stored = [];
        await foreach (var entry in journal.ReadAt(indexes, cancel)) stored.Add(entry.Index, entry);
        return stored;
    }

    TimelineEntry Entry(PersonFile file, RecordedEvent happened, Entry stored, Telling telling, Proofs proofs)
    {
        using var document = JsonDocument.Parse(stored.Bytes);
        var values = Values(document.RootElement, stored, telling.Opened);
        var sentences = telling.Sentences(file, happened.Time);
        var edition = file.Registers.EditionInForce(happened.Time);
        var leaf = MerkleTree.LeafHash(stored.Bytes.Span);
        return new(happened, sentences.NameOf(happened.Type), sentences.Of(Told(document.RootElement, file, happened.Index), pointer => values.TryGetValue(pointer, out var value) ? value : null))
        {
            Ground = EventGround.Of(happened, edition, sentences, telling.Words, telling.Language),
            Edition = happened.Data switch { ConsentGiven given => given.Edition, ConsentRefused refused => refused.Edition, _ => edition?.Id },
            Leaf = Convert.ToHexStringLower(leaf), Proved = proofs.Prove(stored.Index, leaf),
            Values = telling.Opened ? [.. values.Select(value => new TimelineValue(ValueLabels.Of(value.Key).In(telling.Language), value.Value))] : [],
        };

        Dictionary<string, string?> Values(JsonElement recorded, Entry entry, bool open) => open
            ? SealedFields.In(recorded).ToDictionary(at => at.Pointer, at => Sheets.OpenedField.Of(entry, at.Pointer, journal.Origins, vault)?.Value, StringComparer.Ordinal)
            : SealedFields.In(recorded).ToDictionary(at => at.Pointer, at => KeyName.Parse(at.Field.KeyName) is { } key && vault.IsDestroyed(key) ? null : telling.Hidden, StringComparer.Ordinal);
    }

    /// <summary>
    /// What is told of an event: without the duty to tell recipients where nobody had received anything, and so nobody is to be told. The event has its terms all the
    /// same, since the rule applies before anybody looks who there is.
    /// </summary>
    static JsonElement Told(JsonElement recorded, PersonFile file, long index)
    {
        bool IsOpened(JsonElement terms) => terms.GetProperty("rule").GetString() is not RuleIds.TellRecipients
            || file.State.Duties.Any(duty => duty.Opened == index && duty.Terms.Rule == RuleIds.TellRecipients);
        if (!recorded.GetProperty("data").TryGetProperty("duties", out var duties) || duties.EnumerateArray().All(IsOpened)) return recorded;
        var told = JsonObject.Create(recorded)!;
        var opened = duties.EnumerateArray().Where(IsOpened).Select(terms => (JsonNode?)JsonObject.Create(terms)).ToArray();
        if (opened.Length == 0) told["data"]!.AsObject().Remove("duties");
        else told["data"]!["duties"] = new JsonArray(opened);
        return JsonSerializer.SerializeToElement(told);
    }

    /// <summary>In what words events are told.</summary>
    sealed record Telling(ReportLanguage Language, ReportWording Words, bool Opened)
    {
        /// <summary>What stands for a value that is there and was not asked for.</summary>
        public string Hidden => Words.IsRussian ? "[скрыто]" : "[hidden]";

        /// <summary>The sentences, with names as they were then.</summary>
        public EventSentences Sentences(PersonFile file, DateTimeOffset at) => new(Language, Words)
        {
            Owed = (rule, due) => $"{DutyName(rule)} {DueWording.Until(due, rule, Words)}",
            Named = (member, id) => member == "consent" ? Consent(file, id) : Named(file.Registers, new(file.Registers, Language), at, member, id),
            Coded = Work.CodedText.Mark,
        };

        /// <summary>A consent by the day it was given, its id behind that; null where none of that id was.</summary>
        string? Consent(PersonFile file, string id) => file.Events.FirstOrDefault(happened => happened.Data is ConsentGiven given && given.Consent == id) is { } given
            ? $"{(Words.IsRussian ? "от" : "of")} {Words.Day(Words.LocalDay(given.Time))} {Work.CodedText.Mark(id)}" : null;

        string? Named(OperatorRegisters registers, ReportNames names, DateTimeOffset at, string member, string id) => member switch
        {
            "categories" or "category" => Words.Of(names.Category(id, at)),
            "purposes" or "purpose" => Words.Of(names.Purpose(id, at)),
            "recipient" or "recipients" or "processor" => Words.Of(names.Recipient(id)),
            "system" or "systems" or "copiesOf" => Words.Of(names.System(id)),
            "answers" => DutyName(id),
            "edition" => EditionName.Of(registers, id, Words),
            "norm" or "norms" => LawArticle.InWords(id, Language),
            "country" => CodeWords.CountryName(id).In(Language),
            _ => null,
        };

        string DutyName(string rule) => DutyNames.Of(rule).In(Words.IsRussian ? Demo.Language.Ru : Demo.Language.En);
    }

    /// <summary>Proofs by one checkpoint, whose signature is checked once.</summary>
    sealed record Proofs(Checkpoint? Checkpoint, TileReader? Tree)
    {
        public static async ValueTask<Proofs> At(TransparencyLog log, ICheckpoints checkpoints, CancellationToken cancel) =>
            await checkpoints.Newest(cancel) is { } newest && Proofs.Checked(newest, log) is { } signed ? new(signed, log.Tree(signed.Size)) : new(null, null);

        /// <summary>Whether the event stands in the tree that was signed; null while it does not reach that far.</summary>
        public bool? Prove(long index, byte[] leaf) => Checkpoint is null || index >= Checkpoint.Size
            ? null
            : InclusionProof.Verify(index, Checkpoint.Size, leaf, Tree!.InclusionProof(index), Checkpoint.Root.Span);

        static Checkpoint? Checked(SignedCheckpoint newest, TransparencyLog log) => Ledger.Proofs.Checkpoint.Open(newest.Note, log.Key);
    }
}
