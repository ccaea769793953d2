using System.Globalization;
using System.Text.Json;
using GovLiaison.Channels;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.Tests.TrainingGateway;

public sealed class PeopleTests
{
    private const int Many = 400;

    [Fact]
    public async Task Residents_AfterAnSms_GetReceiptsAndAnswerOnTheirPages()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address);

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, Many)));
        var (status, body) = await gateway.AdvanceAsync(1000);

        Assert.Equal(200, status);
        Assert.True(JsonSerializer.Deserialize<JsonElement>(body).GetProperty("acts").GetInt32() > Many);
        var receipts = pages.Reports("/callbacks/sms/receipts", "receipts").ToList();
        Assert.Equal(Many, receipts.Count);
        var failed = receipts.Count(r => r.GetProperty("status").GetString() is "failed");
        Assert.InRange(failed, 1, Many / 10);
        var openers = Enumerable.Range(0, Many).Count(i => OpensLink(Number(i)));
        Assert.Equal(openers, pages.Acts.Count);
        Assert.Equal(Enumerable.Range(0, Many).Count(i => OpensLink(Number(i)) && Temperament.NeedsHelp(1, Number(i))), pages.Acts.Count(a => a.StartsWith("help ", StringComparison.Ordinal)));
        Assert.All(pages.Acts.Where(a => a.StartsWith("help", StringComparison.Ordinal)), a => Assert.True(a.Length > "help ".Length));
        Assert.NotEmpty(pages.Reports("/callbacks/sms/replies", "replies"));
        Assert.Empty((await gateway.GetAsync("/control/people")).GetProperty("missing").EnumerateObject());
    }

    [Fact]
    public async Task Callbacks_AreSigned_AndReadByOurRecords()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address);

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, Many)));
        await gateway.PostAsync("/voice/v1/calls", BatchIntakeTests.Batch(Enumerable.Range(0, 200)));
        await gateway.AdvanceAsync(1000);

        Assert.All(pages.Callbacks, c => Assert.True(CallbackSignature.IsValid(c.Bytes, c.Signature, RunningGateway.Secret)));
        var calls = pages.Callbacks.Where(c => c.Path is "/callbacks/voice/calls").SelectMany(c => JsonSerializer.Deserialize(c.Bytes, CallbackJson.Default.VoiceCalls)!.Calls).ToList();
        Assert.Equal(200, calls.Count);
        Assert.All(calls, c => Assert.True(c.Outcome is VoiceCall.Answered or VoiceCall.NoAnswer or VoiceCall.Busy or VoiceCall.Unreachable));
        Assert.All(calls.Where(c => c.Outcome is not VoiceCall.Answered), c => Assert.Equal((0, null), (c.SecondsListened, c.KeyPressed)));
        Assert.Contains(calls, c => c.KeyPressed is "1" && c.SecondsListened == c.SecondsTotal);
        Assert.All(pages.Callbacks.Where(c => c.Path is "/callbacks/sms/receipts"), c => Assert.NotEmpty(JsonSerializer.Deserialize(c.Bytes, CallbackJson.Default.SmsReceipts)!.Receipts));
        Assert.All(pages.Callbacks.Where(c => c.Path is "/callbacks/sms/replies"), c => Assert.NotEmpty(JsonSerializer.Deserialize(c.Bytes, CallbackJson.Default.SmsReplies)!.Replies));
    }

    [Fact]
    public async Task Officer_WhoIsNotSilent_EntersConfirmsAndMarksHouseholds()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address);
        await gateway.PutAsync("/control/people", """{"silentShare":0}""");

        await gateway.SendCardAsync("""{"touser":"zhang","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"},"card_action":{"type":1,"url":"https://elsewhere.invalid/o/e/tok1"}}}""");
        await gateway.AdvanceAsync(3600 * 2);

        var marks = Temperament.DoorsToMark(1, "zhang");
        Assert.Equal(["enter a&b", "officer received "], pages.Acts.Take(2), StringComparer.Ordinal);
        Assert.Equal(
            Enumerable.Range(0, marks).Select(i => $"mark {i % 3} {Temperament.DoorMark(1, "zhang", i)} tok1"),
            pages.Acts.Skip(2), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Officer_WhoIsSilent_DoesNothing()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address);
        await gateway.PutAsync("/control/people", """{"silentShare":1}""");

        await gateway.SendCardAsync("""{"touser":"zhang","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"},"card_action":{"type":1,"url":"http://x.invalid/o/e/1"}}}""");
        await gateway.AdvanceAsync(3600 * 2);

        Assert.Empty(pages.Acts);
    }

    [Theory]
    [InlineData("""{"dropReceipts":1}""", 0)]
    [InlineData("""{"duplicateReceipts":1}""", 20)]
    public async Task Receipts_ToldToMisbehave_AreDroppedOrDoubled(string behaviour, int expected)
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address);
        await gateway.PutAsync("/control/behaviour/sms", behaviour);

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, 10)));
        await gateway.AdvanceAsync(30);

        Assert.Equal(expected, pages.Reports("/callbacks/sms/receipts", "receipts").Count());
    }

    [Fact]
    public async Task Callback_ThatIsRefused_IsTriedAgain()
    {
        await using var pages = await PagesUnderTraining.StartAsync(refusals: 1);
        await using var gateway = await RunningGateway.StartAsync(pages.Address);

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch([1]));
        await gateway.AdvanceAsync(30);

        Assert.Single(pages.Reports("/callbacks/sms/receipts", "receipts"));
    }

    [Fact]
    public async Task People_SwitchedOff_LeaveNoTrace()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address, more: "--Gateway:PeopleEnabled=false");

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, 10)));
        await gateway.AdvanceAsync(1000);

        Assert.Empty(pages.Callbacks);
        Assert.Empty(pages.Acts);
    }

    [Fact]
    public async Task People_OfTheSameSeed_DoTheSameOnARealClock()
    {
        await using var pages = await PagesUnderTraining.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(pages.Address, more: ["--Gateway:Clock=real"]);
        await gateway.PutAsync("/control/people", """{"speed":1000}""");
        var expected = Enumerable.Range(0, Many).Count(i => OpensLink(Number(i)));

        await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, Many)));
        while (pages.Acts.Count < expected)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(expected, pages.Acts.Count);
    }

    [Fact]
    public void Temperament_OverManyPeople_IsAsThePublishedFigures()
    {
        var officers = Enumerable.Range(0, 20_000).Select(i => $"officer{i}").ToList();

        Assert.InRange(officers.Count(o => Temperament.IsSilentOfficer(1, o, 0.2)), 3_800, 4_200);
        Assert.All(officers.Where(o => Temperament.IsSilentOfficer(1, o, 0.2)), o => Assert.True(Temperament.IsSilentOfficer(1, o, 0.3)));
        var taps = officers.Select(o => Temperament.TapDelay(1, o).TotalSeconds).Order().ToList();
        Assert.InRange(taps[10_000], 70, 80);
        Assert.InRange(taps[18_000], 270, 350);
        Assert.InRange(officers.Count(o => Temperament.NeedsHelp(1, o)), 90, 150);
        Assert.InRange(officers.Count(o => Temperament.CallOutcome(1, o) is "answered"), 12_700, 13_300);
        Assert.All(officers, o => Assert.InRange(Temperament.AnswerDelay(1, o).TotalSeconds, 5, 900));
        Assert.NotEqual(Temperament.TapDelay(1, "a"), Temperament.TapDelay(2, "a"));
    }

    [Theory]
    [InlineData("看 http://a.b/r/1x-_ 回复1", "http://a.b/r/1x-_")]
    [InlineData("看https://a.b/r/1。请", "https://a.b/r/1")]
    [InlineData("回复1已收到", "")]
    public void Link_InAText_IsFound(string text, string link) => Assert.Equal(link, LinkText.Find(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Number(int i) => $"1{i.ToString("d10", CultureInfo.InvariantCulture)}";

    private static bool OpensLink(string number) =>
        Temperament.ReceiptFailure(1, number) is null && Temperament.Habit(1, number) == ResidentHabit.OpensLink;
}
