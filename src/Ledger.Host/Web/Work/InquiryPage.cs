using Ledger.Projections;
using Microsoft.AspNetCore.Components;

namespace Ledger.Host.Web.Work;

/// <summary>A form about one inquiry.</summary>
public abstract class InquiryPage : WorkPage
{
    [Parameter]
    public string Number { get; set; } = "";

    /// <summary>The inquiry; null where there is none of this number.</summary>
    public InquiryState? Inquiry { get; private set; }

    /// <summary>The cases that are neither answered nor refused.</summary>
    internal IReadOnlyList<Choice> OpenCases =>
        [.. Choices.Of<Inquiries.InquiryCase>("case").Where(choice => Inquiry!.OpenCases.Any(open => Documents.DocumentJson.Name(open) == choice.Value))];

    /// <summary>Whom it is about, by the operator's own id: what is said of the inquiry is sealed under that person's key.</summary>
    protected string? Subject { get; private set; }

    protected override async Task Find()
    {
        var found = await Mediator.Send(new ViewInquiry(Number, Actor), Cancel);
        if (found.Refusal is { } refusal)
        {
            (Refusal, IsOpen) = (refusal, false);
            AnswerNotFound();
            return;
        }
        Inquiry = found.Value.Value.Read();
        Subject = await IdOf(Inquiry.Person);
        if (Inquiry.OpenCases.IsEmpty) (Refusal, IsOpen) = (new(Inquiries.InquiryFile.InquiryClosed, "Everything the inquiry asks is settled."), false);
    }
}
