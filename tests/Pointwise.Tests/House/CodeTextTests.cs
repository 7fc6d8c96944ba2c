using Xunit;

namespace Pointwise.Tests.House;

public class CodeTextTests
{
    [Theory]
    [InlineData("a // unsafe\nb", "a \nb")]
    [InlineData("a /* unsafe */ b", "a  b")]
    [InlineData("x = \"unsafe \\\" unsafe\" + y", "x =  + y")]
    [InlineData("x = @\"unsafe \"\" \\\" + y", "x =  + y")]
    [InlineData("x = $\"unsafe {value(\"unsafe\")} {{unsafe}}\" + y", "x =  value()  + y")]
    [InlineData("x = \"\"\"unsafe \" unsafe\"\"\" + y", "x =  + y")]
    [InlineData("c == '\"' || c == '\\'' || c == '\\u0041' || d", "c ==  || c ==  || c ==  || d")]
    public void Strip_CommentsAndTexts_LeavesCode(string source, string code) => Assert.Equal(code, CodeText.Strip(source));
}
