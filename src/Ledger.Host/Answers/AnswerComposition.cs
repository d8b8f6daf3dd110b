using Ledger.Inquiries;
using MediatR;

namespace Ledger.Host.Answers;

/// <summary>Who keeps and hands out what was answered.</summary>
static class AnswerComposition
{
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services
        .AddSingleton<AnswerFolder>().AddSingleton<IDepositedAnswers>(p => p.GetRequiredService<AnswerFolder>()).AddSingleton<AnswerDesk>()
        .AddSingleton<IRequestHandler<DepositAnswer, Outcome<DepositedAnswer>>>(p => p.GetRequiredService<AnswerDesk>())
        .AddSingleton<IRequestHandler<RemoveAnswer, Outcome<RemovedAnswer>>>(p => p.GetRequiredService<AnswerDesk>())
        .AddSingleton<IRequestHandler<FetchAnswer, Outcome<FetchedAnswer>>, AnswerHandOut>();
}
