using Ledger.Host.Tests.Server;
using Ledger.Host.Web;
using Ledger.Law;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Web;

/// <summary>When a part of a page is rendered.</summary>
public sealed class ConsolePageTests
{
    [Test]
    public async Task What_is_given_anew_while_it_begins_is_rendered_once_it_has_begun()
    {
        await using var served = await Served.Start(new() { Rate = 0 });
        await using var services = new ServiceCollection().AddSingleton(served.Ledger.Mediator).AddSingleton(served.Ledger.Get<LegalClock>()).AddSingleton(TimeProvider.System).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Outer>()).ToHtmlString());
        Assert.That(html, Is.EqualTo("2 found"));
    }

    /// <summary>A page that gives its part another number while that waits for its first answer, and only then lets it have the answer.</summary>
    public sealed class Outer : ComponentBase
    {
        readonly TaskCompletionSource<string> _answer = new();
        int _number;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<Part>(0);
            builder.AddComponentParameter(1, nameof(Part.Number), _number);
            builder.AddComponentParameter(2, nameof(Part.Answer), _answer.Task);
            builder.CloseComponent();
        }

        protected override async Task OnInitializedAsync()
        {
            await Task.Yield();
            _number = 1;
            StateHasChanged();
            await Task.Yield();
            _number = 2;
            StateHasChanged();
            _answer.SetResult("found");
        }
    }

    /// <summary>A part that shows what it waits for, which has a length.</summary>
    public sealed class Part : ConsolePage
    {
        string? _found;

        [Parameter]
        public int Number { get; set; }

        [Parameter]
        public Task<string> Answer { get; set; } = null!;

        protected override async Task OnInitializedAsync() => _found = await Answer;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{Number} {_found![.._found!.Length]}");
    }
}
