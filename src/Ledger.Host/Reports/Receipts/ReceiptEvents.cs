using System.Text.Json;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Reports.Receipts;

/// <summary>The events a receipt of one consent rests on: whom the token means, the consent, what ended it, and what the operator said of itself and of its policy.</summary>
sealed class ReceiptEvents(ReportReading reading, PersonFile file, Consent consent)
{
    /// <summary>The sealed values a receipt shows: who it is, and what was shown and signed. The rest of the proof is for whoever doubts the consent.</summary>
    static readonly HashSet<string> Shown = ["/data/person", "/data/evidence/textSha256", "/data/evidence/documentSha256"];

    /// <summary>By ascending index, each shown value with its opening while its key lives.</summary>
    public async ValueTask<IReadOnlyList<ReceiptEntry>> Read(CancellationToken cancel)
    {
        var opened = new HashSet<long> { file.Events[0].Index, consent.Index };
        List<ReceiptEntry> events = [];
        foreach (var (stream, wanted) in new[] { (file.State.Token, OfPerson()), (Streams.Registers, OfRegisters()) })
            await foreach (var entry in reading.Read(stream, cancel))
                if (wanted.Contains(entry.Index)) events.Add(new(entry.Index, entry.Bytes, opened.Contains(entry.Index) ? Openings(entry) : []));
        return [.. events.OrderBy(one => one.Index)];
    }

    HashSet<long> OfPerson() =>
    [
        file.Events[0].Index, file.Events.Last(one => one.Data is SubjectRegistered).Index, consent.Index,
        .. file.State.Consents.Where(earlier => earlier.Id == consent.Id && earlier.Index < consent.Index).Select(earlier => earlier.Index),
        .. consent.Ended.Select(end => end.Index), .. consent.ExpiredIndex is { } expired ? [expired] : Array.Empty<long>(),
        .. file.State.Shredded.Where(gone => gone.Index > consent.Index && (gone.Categories.IsEmpty || gone.Categories.Any(category => consent.Categories.Contains(category)))).Select(gone => gone.Index),
    ];

    HashSet<long> OfRegisters()
    {
        var registers = reading.Registers;
        return
        [
            .. registers.Edition(consent.Edition) is { } edition ? [edition.Index] : Array.Empty<long>(), .. registers.Operator is { } self ? [self.Index] : Array.Empty<long>(),
            .. consent.Recipients.Select(id => registers.Recipients.GetValueOrDefault(id)).OfType<Recipient>().Select(recipient => recipient.Index),
            .. registers.Systems.Values.Where(system => system.RetiredAt is null && (system.Terms.Categories.Count == 0 || system.Terms.Categories.Any(category => consent.Categories.Contains(category))))
                .Select(system => system.Index),
        ];
    }

    List<ReceiptOpening> Openings(Entry entry)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        var (source, id) = (document.RootElement.GetProperty("source").GetString()!, document.RootElement.GetProperty("id").GetString()!);
        List<ReceiptOpening> openings = [];
        foreach (var (pointer, field) in SealedFields.In(document.RootElement).Where(sealedField => Shown.Contains(sealedField.Pointer)))
        {
            var place = new FieldContext(reading.Journal.Origins.At(entry.Index), entry.Stream, source, id, pointer, field.KeyName);
            if (new Opener(reading.Vault).FieldKeyOf(field, place) is { } key) openings.Add(new(pointer, reading.Opened.Remember(field.KeyName, key)));
        }
        return openings;
    }
}
