using GovLiaison.Dispatch;

namespace GovLiaison.Alerts;

/// <summary>
/// The texts a dispatch carries: the residents' as they were signed, then one for officers and one for duty rooms made of the
/// same headline and fact. Residents' texts come first and in order, so that their numbers are those of the message.
/// </summary>
internal static class AlertDispatchTexts
{
    private const string Sender = "【政村联络】";

    public static IReadOnlyList<StartDispatchText> Of(IEnumerable<AlertText> texts, bool asksForAnswer, bool isTraining)
    {
        var residents = texts.OrderBy(text => text.Number).Select(AlertWording.Of).ToList();
        var first = residents.First(text => text.Audience is TextAudiences.Resident);
        return
        [
            .. residents.Append(ForOfficers(first, asksForAnswer)).Append(ForDuty(first, asksForAnswer))
                .Select(text => TrainingMark.On(isTraining, text))
                .Select(text => new StartDispatchText(text.Language, text.Audience, text.Headline, text.Fact, text.Sms, text.Spoken)),
        ];
    }

    private static AlertWording ForOfficers(AlertWording text, bool asks) => IsEnglish(text)
        ? Make(text, TextAudiences.Officer, asks ? "Please confirm and tell every household" : "Please tell every household",
            $"{Say(text)} {(asks ? "Please confirm and tell every household" : "Please tell every household")}: {{link}}",
            $"{Say(text)} {(asks ? "Press 1 to confirm." : "Please tell every household.")}")
        : Make(text, TextAudiences.Officer, asks ? "请点确认，并通知各户" : "请转告各户",
            $"{Sender}{Say(text)}。{(asks ? "请信息员点开确认，并通知各户" : "请信息员转告各户")}：{{link}}",
            $"信息员您好。{Say(text)}。{(asks ? "请通知各户。听到请按一确认。" : "请转告各户。")}");

    private static AlertWording ForDuty(AlertWording text, bool asks) => IsEnglish(text)
        ? Make(text, TextAudiences.Duty, asks ? "Duty room: please confirm and watch the villages" : "Duty room: for your information",
            $"{Say(text)} {(asks ? "Duty room, please confirm and watch the villages" : "Duty room, for your information")}: {{link}}",
            $"{Say(text)} {(asks ? "Duty room: press 1 to confirm." : "Duty room: for your information.")}")
        : Make(text, TextAudiences.Duty, asks ? "请值班室确认，并督促各村" : "请值班室知悉",
            $"{Sender}{Say(text)}。{(asks ? "请值班室点开确认，并督促各村" : "请值班室知悉")}：{{link}}",
            $"值班室您好。{Say(text)}。{(asks ? "请督促各村。听到请按一确认。" : "请知悉。")}");

    private static AlertWording Make(AlertWording text, string audience, string request, string sms, string spoken) =>
        new(text.Language, audience, text.Headline, $"{WithoutStop(text.Fact)}{(IsEnglish(text) ? ". " : "。")}{request}", "", sms, spoken);

    private static string Say(AlertWording text) => IsEnglish(text)
        ? $"{WithoutStop(text.Headline)}: {WithoutStop(text.Fact)}."
        : $"{WithoutStop(text.Headline)}：{WithoutStop(text.Fact)}";

    private static string WithoutStop(string text) => text.TrimEnd().TrimEnd('。', '.', '！', '!');

    private static bool IsEnglish(AlertWording text) => text.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
}
